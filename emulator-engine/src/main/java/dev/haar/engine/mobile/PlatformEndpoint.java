package dev.haar.engine.mobile;

import java.util.Map;

/**
 * A device that an application reaches, as it is at one time.
 *
 * @param arn its ARN: the application's with a UUID
 * @param application the application it belongs to
 * @param attributes {@code Token}, {@code Enabled} and, if given, {@code CustomUserData}
 */
public record PlatformEndpoint(String arn, PlatformApplication.Address application, Map<String, String> attributes) {
    /** A copy that does not change with its source. */
    public PlatformEndpoint {
        attributes = Map.copyOf(attributes);
    }

    /** Whether it takes messages. */
    public boolean isEnabled() {
        return !"false".equals(attributes.get("Enabled"));
    }

    String token() {
        return attributes.get(EndpointAttributes.TOKEN);
    }
}
