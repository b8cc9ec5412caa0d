package dev.haar.engine.mobile;

import dev.haar.core.arn.Arn;
import java.util.Map;

/**
 * An application on a push platform as it is at one time.
 *
 * @param address where it is
 * @param attributes what was set, by AWS's names, validated; never the credentials
 */
public record PlatformApplication(Address address, Map<String, String> attributes) {
    /**
     * Where an application is.
     *
     * @param account the 12-digit account that owns it
     * @param region the region it is in
     * @param platform one of AWS's platforms, as {@code APNS}
     * @param name its name, unique there
     */
    public record Address(String account, String region, String platform, String name) {
        /** The application's ARN. */
        public String arn() {
            return Arn.of("sns", region, account, "app/" + platform + "/" + name)
                    .toString();
        }

        String endpointArn(String id) {
            return Arn.of("sns", region, account, "endpoint/" + platform + "/" + name + "/" + id)
                    .toString();
        }
    }

    /** A copy that does not change with its source. */
    public PlatformApplication {
        attributes = Map.copyOf(attributes);
    }

    /** Whether it takes messages. */
    public boolean isEnabled() {
        return !"false".equalsIgnoreCase(attributes.get("Enabled"));
    }
}
