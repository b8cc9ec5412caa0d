package dev.haar.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A SendMessage or SendMessageBatch, written once. On FIFO queues each sending gets the next number as its
 * deduplication id, and the number's last two digits as its group: 100 groups, in turn.
 */
final class SendRequest {
    private static final String ID_BLANK = "#".repeat(16);
    private static final String GROUP_BLANK = "@@";

    static final String FIFO_MEMBERS =
            ",\"MessageDeduplicationId\":\"" + ID_BLANK + "\",\"MessageGroupId\":\"group-" + GROUP_BLANK + "\"";

    private final ByteBuffer bytes;
    private final int messages;
    private final LongSupplier numbers;
    private final int[] ids;
    private final int[] groups;

    SendRequest(ByteBuffer bytes, int messages, LongSupplier numbers) {
        this.bytes = bytes;
        this.messages = messages;
        this.numbers = numbers;
        String text = StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
        this.ids = positions(text, ID_BLANK);
        this.groups = positions(text, GROUP_BLANK);
    }

    int messages() {
        return messages;
    }

    ByteBuffer next() {
        for (int i = 0; i < ids.length; i++) {
            long number = numbers.getAsLong();
            write(number, ids[i], ID_BLANK.length());
            write(number, groups[i], GROUP_BLANK.length());
        }
        return bytes.clear();
    }

    private void write(long number, int at, int digits) {
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static int[] positions(String text, String blank) {
        return IntStream.iterate(text.indexOf(blank), at -> at >= 0, at -> text.indexOf(blank, at + blank.length()))
                .toArray();
    }
}
