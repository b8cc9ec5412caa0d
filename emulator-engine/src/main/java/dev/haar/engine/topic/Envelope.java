package dev.haar.engine.topic;

import dev.haar.engine.message.MessageAttribute;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What subscribers get that do not want the message alone. The signature is the same for all that get the same body.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Formats</a>
 */
final class Envelope {
    private final Topic topic;
    private final Publication publication;
    private final Published published;
    private final long at;
    private String timestamp;
    private final Signer signer;
    private final boolean replayed;
    private final Map<String, String> signatures = new HashMap<>();

    Envelope(Topic topic, Publication publication, Published published, long at, Signer signer) {
        this(topic, publication, published, at, signer, false);
    }

    /** @param replayed whether the message comes from the archive */
    Envelope(Topic topic, Publication publication, Published published, long at, Signer signer, boolean replayed) {
        this.topic = topic;
        this.publication = publication;
        this.published = published;
        this.at = at;
        this.signer = signer;
        this.replayed = replayed;
    }

    /** The id of the message in it. */
    String messageId() {
        return published.messageId();
    }

    /** When it was published, in milliseconds since the epoch. */
    long at() {
        return at;
    }

    /** Signs the bodies of these protocols ahead, where that may take its time. */
    void sign(Set<String> protocols) {
        protocols.forEach(protocol -> signature(publication.body(protocol)));
    }

    String around(String body, Subscription subscription) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Type", "Notification");
        fields.put("MessageId", published.messageId());
        if (published.sequenceNumber() != null) {
            fields.put("SequenceNumber", published.sequenceNumber());
        }
        fields.put("TopicArn", topic.address().arn());
        if (publication.subject() != null) {
            fields.put("Subject", publication.subject());
        }
        fields.put("Message", body);
        fields.put("Timestamp", timestamp());
        if (replayed) {
            fields.put("Replayed", true);
        }
        if (!topic.address().isFifo()) {
            fields.put("SignatureVersion", topic.signatureVersion());
            fields.put("Signature", signature(body));
            fields.put("SigningCertURL", signer.certificateUrl(topic.address().region()));
        }
        fields.put(
                "UnsubscribeURL",
                publication.endpointUrl() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        if (!publication.attributes().isEmpty()) {
            fields.put("MessageAttributes", new Lines.Written(Lines.of(attributes(), "  ")));
        }
        return Lines.of(fields, "");
    }

    /** Most messages have no reader who asks for it. */
    private String timestamp() {
        if (timestamp == null) {
            timestamp = Lines.time(at);
        }
        return timestamp;
    }

    private String signature(String body) {
        return signatures.computeIfAbsent(
                body, text -> signer.sign(stringToSign(text), Integer.parseInt(topic.signatureVersion())));
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (MessageAttribute each : publication.attributes().asList()) {
            Map<String, Object> attribute = new LinkedHashMap<>();
            attribute.put("Type", each.dataType());
            attribute.put(
                    "Value",
                    each.binary() == null ? each.text() : Base64.getEncoder().encodeToString(each.binary()));
            attributes.put(each.name(), attribute);
        }
        return attributes;
    }

    private String stringToSign(String body) {
        String subject = publication.subject() == null ? "" : "Subject\n" + publication.subject() + "\n";
        return "Message\n" + body + "\nMessageId\n" + published.messageId() + "\n" + subject + "Timestamp\n"
                + timestamp() + "\nTopicArn\n" + topic.address().arn() + "\nType\nNotification\n";
    }
}
