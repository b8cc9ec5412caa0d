package dev.haar.api.sns;

import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The message attributes that say how a text message is sent.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html">Sending text messages</a>
 */
final class SmsSettings {
    private static final Map<String, Pattern> RULES = Map.of(
            "AWS.SNS.SMS.SenderID", Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}"),
            "AWS.SNS.SMS.SMSType", Pattern.compile("Promotional|Transactional"),
            "AWS.SNS.SMS.MaxPrice", Pattern.compile("\\d+(\\.\\d+)?|\\.\\d+"),
            "AWS.MM.SMS.OriginationNumber", Pattern.compile("\\+?\\d{5,15}"),
            "AWS.MM.SMS.EntityId", Pattern.compile("[A-Za-z0-9]{1,50}"),
            "AWS.MM.SMS.TemplateId", Pattern.compile("[A-Za-z0-9]{1,50}"));

    private SmsSettings() {}

    /** Refuses a message of which one is not as it must be. */
    static void check(MessageAttributes attributes) {
        for (MessageAttribute each : attributes.asList()) {
            Pattern rule = RULES.get(each.name());
            if (rule != null
                    && (each.text() == null || !rule.matcher(each.text()).matches())) {
                throw SnsErrors.invalid("MessageAttributes Reason: Invalid value for attribute: " + each.name());
            }
        }
    }
}
