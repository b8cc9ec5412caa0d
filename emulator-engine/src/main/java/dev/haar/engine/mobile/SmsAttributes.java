package dev.haar.engine.mobile;

import dev.haar.engine.topic.Percentages;
import dev.haar.engine.topic.TopicError;
import dev.haar.engine.topic.TopicException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings of text messages.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html">SetSMSAttributes</a>
 */
final class SmsAttributes {
    /** A new account may spend a dollar a month, and the limit can be set no higher than the account's. */
    private static final Pattern SPEND_LIMIT = Pattern.compile("0|1");

    private static final Pattern SENDER = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9]{1,11}");
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/.+");
    private static final Pattern TYPE = Pattern.compile("Promotional|Transactional");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** What an account begins with. */
    static final Map<String, String> FIRST = Map.of("MonthlySpendLimit", "1");

    private SmsAttributes() {}

    /** Attributes with some changed; an empty one is as it was at first. */
    static Map<String, String> with(Map<String, String> current, Map<String, String> changes) {
        Map<String, String> next = new LinkedHashMap<>(current);
        changes.forEach((name, value) -> {
            boolean valid = switch (name) {
                case "MonthlySpendLimit" -> SPEND_LIMIT.matcher(value).matches();
                case "DeliveryStatusIAMRole" ->
                    value.isEmpty() || ROLE.matcher(value).matches();
                case "DeliveryStatusSuccessSamplingRate" -> value.isEmpty() || Percentages.isOne(value);
                case "DefaultSenderID" ->
                    value.isEmpty() || SENDER.matcher(value).matches();
                case "DefaultSMSType" -> value.isEmpty() || TYPE.matcher(value).matches();
                case "UsageReportS3Bucket" ->
                    value.isEmpty() || BUCKET.matcher(value).matches();
                default -> false;
            };
            if (!valid) {
                throw refused(name);
            }
            if (value.isEmpty()) {
                next.remove(name);
            } else {
                next.put(name, value);
            }
        });
        return next;
    }

    /** AWS asks S3 for the bucket; here there is one of every name that S3 allows. */
    private static TopicException refused(String name) {
        return switch (name) {
            case "DefaultSenderID" -> new TopicException(TopicError.INVALID_PARAMETER, name + " is invalid");
            case "UsageReportS3Bucket" ->
                TopicException.invalid(name + " Reason: The bucket you provided does not exist");
            default -> TopicException.invalid(name);
        };
    }
}
