package dev.haar.engine.queue;

import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageText;
import java.nio.charset.StandardCharsets;

/**
 * What is the same of a body in whatever queue it is.
 *
 * @param md5 the digest of its UTF-8
 * @param size how many bytes that is
 * @param permitted whether it has only characters that may be in a message
 */
record MeasuredBody(String text, Md5 md5, int size, boolean permitted) {
    static MeasuredBody of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new MeasuredBody(text, Md5.of(bytes), bytes.length, MessageText.isPermitted(text, bytes));
    }
}
