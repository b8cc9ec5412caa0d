package dev.haar.engine.topic;

import dev.haar.engine.delivery.Delivery.MessageType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What an endpoint is asked before it gets messages, and when it has ended its subscription by the link in one.
 *
 * @param token what it answers with
 * @param messageId the id of the message that asks
 * @param link where it answers
 * @param body the signed message
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html">Subscription
 *     confirmation format</a>
 */
record Invitation(String token, String messageId, String link, String body) {
    private static final String REMEDY = " the subscription, visit the SubscribeURL included in this message.";
    private static final int TOKEN_PARTS = 6;

    /** Asks whether the endpoint wants messages of a topic. */
    static Invitation toSubscribe(Topic topic, String endpointUrl, long now, Signer signer, Supplier<UUID> ids) {
        return make(
                MessageType.SUBSCRIPTION_CONFIRMATION,
                "You have chosen to subscribe to the topic " + topic.address().arn() + ".\nTo confirm" + REMEDY,
                topic,
                endpointUrl,
                now,
                signer,
                ids);
    }

    /** Asks whether the endpoint wants messages again that it has just refused. */
    static Invitation toReturn(
            Topic topic, String subscriptionArn, String endpointUrl, long now, Signer signer, Supplier<UUID> ids) {
        return make(
                MessageType.UNSUBSCRIBE_CONFIRMATION,
                "You have chosen to deactivate subscription " + subscriptionArn
                        + ".\nTo cancel this operation and restore" + REMEDY,
                topic,
                endpointUrl,
                now,
                signer,
                ids);
    }

    private static Invitation make(
            MessageType type,
            String text,
            Topic topic,
            String endpointUrl,
            long now,
            Signer signer,
            Supplier<UUID> ids) {
        String token = token(ids);
        String arn = topic.address().arn();
        String link = endpointUrl + "/?Action=ConfirmSubscription&TopicArn=" + arn + "&Token=" + token;
        String version = topic.signatureVersion();
        String messageId = ids.get().toString();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", type.awsName());
        fields.put("MessageId", messageId);
        fields.put("Token", token);
        fields.put("TopicArn", arn);
        fields.put("Message", text);
        fields.put("SubscribeURL", link);
        fields.put("Timestamp", Lines.time(now));
        fields.put("SignatureVersion", version);
        fields.put("Signature", signer.sign(stringToSign(fields), Integer.parseInt(version)));
        fields.put("SigningCertURL", signer.certificateUrl(topic.address().region()));
        return new Invitation(token, messageId, link, Lines.of(fields, ""));
    }

    private static String stringToSign(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        for (String name :
                new String[] {"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"}) {
            text.append(name).append('\n').append(fields.get(name)).append('\n');
        }
        return text.toString();
    }

    private static String token(Supplier<UUID> ids) {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < TOKEN_PARTS; i++) {
            token.append(ids.get().toString().replace("-", ""));
        }
        return token.toString();
    }
}
