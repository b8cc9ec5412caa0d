package dev.haar.engine.message;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The attributes of a message, in the order of their names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Message
 *     metadata</a>
 */
public final class MessageAttributes {
    /** No attributes. */
    public static final MessageAttributes NONE = new MessageAttributes(List.of());

    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private final List<MessageAttribute> sorted;

    private MessageAttributes(List<MessageAttribute> sorted) {
        this.sorted = sorted;
    }

    public static MessageAttributes of(List<MessageAttribute> attributes) {
        if (attributes.isEmpty()) {
            return NONE;
        }
        List<MessageAttribute> sorted = new ArrayList<>(attributes);
        sorted.sort(Comparator.comparing(MessageAttribute::name));
        return new MessageAttributes(List.copyOf(sorted));
    }

    public List<MessageAttribute> asList() {
        return sorted;
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** The attributes with the names that are wanted. */
    public MessageAttributes select(Predicate<String> wanted) {
        if (sorted.isEmpty()) {
            return this;
        }
        List<MessageAttribute> chosen =
                sorted.stream().filter(each -> wanted.test(each.name())).toList();
        return chosen.isEmpty() ? NONE : new MessageAttributes(chosen);
    }

    /** How many bytes they add to the size of their message. */
    public int size() {
        int size = 0;
        for (MessageAttribute each : sorted) {
            size += each.size();
        }
        return size;
    }

    /**
     * The digest that clients check: of each attribute, in the order of names, its name, data type and value, each with its
     * length before it, and between the last two a byte that tells text from binary.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation">Calculating
     *     the MD5 message digest</a>
     */
    public Md5 md5() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (MessageAttribute each : sorted) {
                writeBlock(out, each.name().getBytes(StandardCharsets.UTF_8));
                writeBlock(out, each.dataType().getBytes(StandardCharsets.UTF_8));
                out.writeByte(each.text() != null ? TEXT : BINARY);
                writeBlock(out, each.valueBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written.", e);
        }
        return Md5.of(bytes.toByteArray());
    }

    private static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }
}
