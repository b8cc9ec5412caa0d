package dev.haar.engine.topic;

import dev.haar.core.arn.Arn;
import dev.haar.engine.queue.QueueAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What each protocol asks of its endpoints.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html">Subscribe</a>
 */
final class Endpoints {
    static final String SQS = "sqs";

    /** Those who get a token first. */
    private static final Set<String> ASKED = Set.of("http", "https", "email", "email-json");

    private static final Set<String> RAW = Set.of(SQS, "http", "https", "firehose");
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** Digits as in E.164. That single hyphens may stand between them rests on no recorded answer. */
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+?\\d+(-\\d+)*");

    private Endpoints() {}

    static boolean mustConfirm(String protocol) {
        return ASKED.contains(protocol);
    }

    static boolean isHttp(String protocol) {
        return protocol.equals("http") || protocol.equals("https");
    }

    static boolean takesRaw(String protocol) {
        return RAW.contains(protocol);
    }

    /** Refuses an endpoint that is none of its protocol's, or that the topic cannot have. */
    static void check(TopicAddress topic, String protocol, String endpoint, Map<String, String> attributes) {
        switch (protocol) {
            case SQS -> checkQueue(topic, endpoint);
            case "http", "https" -> {
                require(endpoint.startsWith(protocol + "://"), "Endpoint must match the specified protocol");
                require(namesHost(endpoint), "Unreachable Endpoint");
            }
            case "email", "email-json" -> require(MAILBOX.matcher(endpoint).matches(), "Email address");
            case "sms" -> {
                if (!PHONE_NUMBER.matcher(endpoint).matches()) {
                    throw new TopicException(TopicError.INVALID_PARAMETER, "Invalid SMS endpoint: " + endpoint);
                }
            }
            case "lambda" -> require(isArnOf("lambda", "function:", endpoint), "Lambda endpoint ARN");
            case "application" -> require(isArnOf("sns", "endpoint/", endpoint), "Application endpoint ARN");
            case "firehose" -> {
                require(isArnOf("firehose", "deliverystream/", endpoint), "Firehose endpoint ARN");
                require(
                        attributes.containsKey("SubscriptionRoleArn"),
                        "Attributes Reason: SubscriptionRoleArn is required");
            }
            default -> throw new IllegalArgumentException(protocol);
        }
        if (topic.isFifo() && !protocol.equals(SQS)) {
            throw TopicException.invalid("Invalid protocol type: " + protocol);
        }
    }

    private static void checkQueue(TopicAddress topic, String endpoint) {
        QueueAddress queue = QueueAddress.ofArn(endpoint).orElseThrow(() -> TopicException.invalid("SQS endpoint ARN"));
        if (queue.isFifo() && !topic.isFifo()) {
            throw TopicException.invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to"
                    + " standard SNS topics");
        }
    }

    private static boolean isArnOf(String service, String kind, String endpoint) {
        return Arn.parse(endpoint)
                .filter(arn -> arn.service().equals(service) && arn.resource().startsWith(kind))
                .isPresent();
    }

    private static boolean namesHost(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw TopicException.invalid(otherwise);
        }
    }
}
