package dev.haar.engine.queue;

import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageText;
import dev.haar.engine.message.UnsignedBody;
import java.nio.charset.StandardCharsets;

/**
 * What is the same of a body in whatever queue it is.
 *
 * @param md5 the digest of its UTF-8; none of one that is still to be signed
 * @param size how many bytes that is
 * @param permitted whether it has only characters that may be in a message
 */
record MeasuredBody(String text, Md5 md5, int size, boolean permitted) {
    static MeasuredBody of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new MeasuredBody(text, Md5.of(bytes), bytes.length, MessageText.isPermitted(text, bytes));
    }

    /** @param body an {@link UnsignedBody} */
    static MeasuredBody ofUnsigned(String body) {
        String text = UnsignedBody.text(body);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new MeasuredBody(
                text, Md5.NONE, bytes.length + UnsignedBody.SIGNATURE, MessageText.isPermitted(text, bytes));
    }
}
