package dev.haar.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A DeleteMessage or DeleteMessageBatch made from the receipt handles of an answer, copied as they stand. */
final class DeleteRequest {
    private static final Needle HANDLE = new Needle("\"ReceiptHandle\":\"");
    private static final int MOST = 10;

    private final byte[] head;
    private final byte[] open;
    private final byte[] close;
    private final boolean batch;
    private final byte[][] entryOpen = new byte[MOST][];
    private final byte[] entryClose;
    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private ByteBuffer bytes = ByteBuffer.allocateDirect(8192);

    DeleteRequest(String head, String open, String close, boolean batch) {
        this.head = ascii(head);
        this.open = ascii(open);
        this.close = ascii(close);
        this.batch = batch;
        for (int i = 0; i < MOST; i++) {
            entryOpen[i] =
                    ascii((i == 0 ? "" : ",") + (batch ? "{\"Id\":\"" + i + "\"," : "") + "\"ReceiptHandle\":\"");
        }
        this.entryClose = ascii(batch ? "\"}" : "\"");
    }

    /** Takes a ReceiveMessage's answer; returns how many messages the next {@link #bytes} delete. */
    int take(Answer answer) {
        int count = find(answer);
        if (count > 0) {
            write(answer.bytes(), count);
        }
        return count;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    private int find(Answer answer) {
        int most = batch ? MOST : 1;
        int count = 0;
        int at = HANDLE.endIn(answer.bytes(), answer.bodyFrom(), answer.bodyTo());
        while (at >= 0 && count < most) {
            from[count] = at;
            while (answer.bytes()[at] != '"') {
                at++;
            }
            to[count++] = at;
            at = HANDLE.endIn(answer.bytes(), at, answer.bodyTo());
        }
        return count;
    }

    private void write(byte[] answer, int count) {
        int length = open.length + close.length;
        for (int i = 0; i < count; i++) {
            length += entryOpen[i].length + to[i] - from[i] + entryClose.length;
        }
        byte[] digits = ascii(length + "\r\n\r\n");
        int size = head.length + digits.length + length;
        bytes = size <= bytes.capacity() ? bytes.clear() : ByteBuffer.allocateDirect(size);
        bytes.put(head).put(digits).put(open);
        for (int i = 0; i < count; i++) {
            bytes.put(entryOpen[i]).put(answer, from[i], to[i] - from[i]).put(entryClose);
        }
        bytes.put(close).flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
