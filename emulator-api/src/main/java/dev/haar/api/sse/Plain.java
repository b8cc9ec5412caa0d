package dev.haar.api.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * A body as bytes that are to be encrypted. One of almost 1 MiB is deflated, so that what is kept of it is no longer than any
 * other text may be. That always makes it shorter: UTF-8 leaves some of each byte unused.
 */
record Plain(byte[] bytes, boolean deflated) {
    private static final int LARGE = 1_000_000;

    static Plain of(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return bytes.length > LARGE ? new Plain(deflate(bytes), true) : new Plain(bytes, false);
    }

    String text() {
        return new String(deflated ? inflate(bytes) : bytes, StandardCharsets.UTF_8);
    }

    private static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream(bytes.length);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail.", e);
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    private static byte[] inflate(byte[] bytes) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream inflated = new ByteArrayOutputStream(2 * bytes.length);
            byte[] portion = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(portion);
                if (count == 0 && inflater.needsInput()) {
                    throw new DataFormatException("The end is missing.");
                }
                inflated.write(portion, 0, count);
            }
            return inflated.toByteArray();
        } catch (DataFormatException e) {
            throw SealedBody.changed(e);
        } finally {
            inflater.end();
        }
    }
}
