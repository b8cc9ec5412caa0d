package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.UnsignedBody;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What subscribers get that do not want the message alone. The signature is the same for all that get the same body.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Formats</a>
 */
final class Envelope {
    /** The member that has the signature. */
    static final String SIGNATURE = "Signature";

    private static final String TYPE = "Notification";
    private static final List<String> SIGNED =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");

    private final Topic topic;
    private final Publication publication;
    private final Published published;
    private final long at;
    private String timestamp;
    private final Signer signer;
    private final boolean replayed;
    private final Map<String, String> signatures = new HashMap<>();
    private final Map<String, Frame> sent = new HashMap<>();
    private final Map<String, Frame> waiting = new HashMap<>();

    /** The envelope of a body but for the subscription, which stands in its middle: of all else there is one for all. */
    private record Frame(String before, String after) {
        /** Where the subscription's ARN goes; everywhere else it would be escaped. */
        private static final char HOLE = '\u0003';

        static Frame of(String text) {
            int hole = text.indexOf(HOLE);
            return new Frame(text.substring(0, hole), text.substring(hole + 1));
        }

        String around(Subscription subscription) {
            return before + subscription.arn() + after;
        }
    }

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

    /** The envelope as it is sent at once. */
    String around(String body, Subscription subscription) {
        return sent.computeIfAbsent(body, text -> frame(text, isSigned() ? signature(text) : null))
                .around(subscription);
    }

    /** Whether there is a signature in it. */
    boolean isSigned() {
        return !topic.address().isFifo();
    }

    /** The envelope as it waits for a reader, to whom {@link LateSignatures} gives it with its signature. */
    String waiting(String body, Subscription subscription) {
        String text =
                waiting.computeIfAbsent(body, message -> frame(message, "")).around(subscription);
        return isSigned() ? UnsignedBody.of(text) : text;
    }

    private Frame frame(String body, String signature) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Type", TYPE);
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
        if (isSigned()) {
            fields.put("SignatureVersion", topic.signatureVersion());
            fields.put(SIGNATURE, signature);
            fields.put("SigningCertURL", signer.certificateUrl(topic.address().region()));
        }
        String url = JsonText.write(publication.endpointUrl() + "/?Action=Unsubscribe&SubscriptionArn=");
        fields.put("UnsubscribeURL", new Lines.Written(url.substring(0, url.length() - 1) + Frame.HOLE + '"'));
        if (!publication.attributes().isEmpty()) {
            fields.put("MessageAttributes", new Lines.Written(Lines.of(attributes(), "  ")));
        }
        return Frame.of(Lines.of(fields, ""));
    }

    /** Most messages have no reader who asks for it. */
    private String timestamp() {
        if (timestamp == null) {
            timestamp = Lines.time(at);
        }
        return timestamp;
    }

    private String signature(String body) {
        Map<String, String> members = new HashMap<>();
        members.put("Message", body);
        members.put("MessageId", published.messageId());
        members.put("Subject", publication.subject());
        members.put("Timestamp", timestamp());
        members.put("TopicArn", topic.address().arn());
        members.put("Type", TYPE);
        return signatures.computeIfAbsent(
                body, text -> signer.sign(stringToSign(members::get), Integer.parseInt(topic.signatureVersion())));
    }

    /**
     * What a signature is made of.
     *
     * @param members the value of a member of the envelope, by its name; null for one that it does not have
     */
    static String stringToSign(UnaryOperator<String> members) {
        StringBuilder text = new StringBuilder();
        for (String name : SIGNED) {
            String value = members.apply(name);
            if (value != null) {
                text.append(name).append('\n').append(value).append('\n');
            }
        }
        return text.toString();
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
}
