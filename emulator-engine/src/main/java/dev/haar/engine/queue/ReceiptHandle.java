package dev.haar.engine.queue;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a consumer holds of a message it received. Its text is Base64 of a version byte, the queue's incarnation (8 bytes),
 * the message's sequence number (8), the number of the receive (4) and a CRC-32 of all that (4), so that it stands for its
 * message across restarts and a mangled one is recognised.
 *
 * @param incarnation which queue handed it out: a queue that is made again under its name is another
 * @param sequence the sequence number of the message
 * @param receives how often the message had been received in that queue, this time included
 */
record ReceiptHandle(long incarnation, long sequence, int receives) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 8 + 8 + 4 + 4;

    /** Reads a handle; empty if the text is none. */
    static Optional<ReceiptHandle> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        ReceiptHandle handle = new ReceiptHandle(buffer.getLong(), buffer.getLong(), buffer.getInt());
        return buffer.getInt() == checksum(bytes) ? Optional.of(handle) : Optional.empty();
    }

    /** The text a consumer gets. */
    String text() {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        buffer.put(VERSION).putLong(incarnation).putLong(sequence).putInt(receives);
        buffer.putInt(checksum(buffer.array()));
        return Base64.getEncoder().encodeToString(buffer.array());
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, LENGTH - 4);
        return (int) crc.getValue();
    }
}
