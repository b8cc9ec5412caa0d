package dev.haar.engine.mobile;

import dev.haar.engine.topic.Percentages;
import dev.haar.engine.topic.TopicException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of a platform application. Credentials must be there where a platform wants them; they are not kept,
 * because nothing is ever sent to a real platform.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html">SetPlatformApplicationAttributes</a>
 */
final class ApplicationAttributes {
    private static final String CREDENTIAL = "PlatformCredential";
    private static final String PRINCIPAL = "PlatformPrincipal";
    private static final Set<String> SECRETS = Set.of(CREDENTIAL, PRINCIPAL);
    private static final String SAMPLE_RATE = "SuccessFeedbackSampleRate";
    private static final Set<String> KEPT = Set.of(
            "EventEndpointCreated",
            "EventEndpointDeleted",
            "EventEndpointUpdated",
            "EventDeliveryFailure",
            "SuccessFeedbackRoleArn",
            "FailureFeedbackRoleArn",
            SAMPLE_RATE,
            "ApplePlatformTeamID",
            "ApplePlatformBundleID");

    /** Firebase knows a key only. */
    private static final String WITHOUT_PRINCIPAL = "GCM";

    /** Unauthenticated notifications of Microsoft's phones need no credentials. */
    private static final String WITHOUT_CREDENTIAL = "MPNS";

    private ApplicationAttributes() {}

    /** Those of a new application. */
    static Map<String, String> made(String platform, Map<String, String> given) {
        if (!given.containsKey(CREDENTIAL) && !given.containsKey(PRINCIPAL) && !platform.equals(WITHOUT_CREDENTIAL)) {
            throw refused("PlatformCredential attribute required");
        }
        return with(platform, Map.of("Enabled", "true"), given);
    }

    /** Attributes with some changed; an empty one is taken away. */
    static Map<String, String> with(String platform, Map<String, String> current, Map<String, String> changes) {
        if (changes.containsKey(PRINCIPAL) && !changes.containsKey(CREDENTIAL)) {
            throw refused("PlatformPrincipal attribute provided without PlatformCredential");
        }
        if (changes.containsKey(CREDENTIAL) && !changes.containsKey(PRINCIPAL) && !platform.equals(WITHOUT_PRINCIPAL)) {
            throw refused("PlatformCredential attribute provided without PlatformPrincipal");
        }
        Map<String, String> next = new LinkedHashMap<>(current);
        changes.forEach((name, value) -> {
            if (SECRETS.contains(name)) {
                return;
            }
            if (!KEPT.contains(name)) {
                throw refused("Invalid attribute name: " + name);
            }
            if (name.equals(SAMPLE_RATE) && !Percentages.isOne(value)) {
                throw refused("Invalid value for attribute: " + name + ": " + Percentages.refusal(value));
            }
            if (value.isEmpty()) {
                next.remove(name);
            } else {
                next.put(name, value);
            }
        });
        return next;
    }

    private static TopicException refused(String reason) {
        return TopicException.invalid("Attributes Reason: " + reason);
    }
}
