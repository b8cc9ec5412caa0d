package dev.haar.api.http;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;

/**
 * The body of one request, read without blocking into an array that grows with what arrives: an announced length alone
 * reserves no memory.
 */
final class RequestBody implements ChannelListener<StreamSourceChannel> {
    private static final System.Logger LOG = System.getLogger(RequestBody.class.getName());
    private static final int FIRST = 16 * 1024;
    private static final byte[] NOTHING = {};

    private final HttpServerExchange exchange;
    private final int limit;
    private final Next next;
    private byte[] bytes;
    private int length;
    private AwsError refusal;

    /** Takes the request once its body is there. */
    @FunctionalInterface
    interface Next {
        void handle(HttpServerExchange exchange, RequestBody body);
    }

    private RequestBody(HttpServerExchange exchange, int limit, Next next) {
        this.exchange = exchange;
        this.limit = limit;
        this.next = next;
    }

    /**
     * Reads the body of a request, then hands both on, at once or later, on the connection's IO thread. Of a body beyond
     * the limit nothing is kept.
     *
     * @param limit the longest body in bytes, before and after decompression
     */
    static void read(HttpServerExchange exchange, int limit, Next next) {
        RequestBody body = new RequestBody(exchange, limit, next);
        long announced = exchange.getRequestContentLength();
        if (announced > limit) {
            body.refuse(CommonErrors.requestTooLarge(limit));
            next.handle(exchange, body);
        } else if (exchange.isRequestComplete()) {
            body.bytes = NOTHING;
            next.handle(exchange, body);
        } else {
            // One more than announced, so that the read that fills the body is not followed by one without room.
            body.bytes = new byte[announced >= 0 && announced < FIRST ? (int) announced + 1 : FIRST];
            StreamSourceChannel channel = exchange.getRequestChannel();
            Progress progress = body.readAvailable(channel);
            if (progress == Progress.COMPLETE) {
                next.handle(exchange, body);
            } else if (progress == Progress.MORE_TO_COME) {
                channel.getReadSetter().set(body);
                channel.resumeReads();
            }
        }
    }

    @Override
    public void handleEvent(StreamSourceChannel channel) {
        if (readAvailable(channel) == Progress.COMPLETE) {
            channel.suspendReads();
            HttpHandler handler = ready -> next.handle(ready, this);
            Connectors.executeRootHandler(handler, exchange);
        }
    }

    private enum Progress {
        COMPLETE,
        MORE_TO_COME,
        /** There will be no more, and nobody to answer. */
        BROKEN
    }

    /** Reads what is there. */
    private Progress readAvailable(StreamSourceChannel channel) {
        try {
            while (true) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length * 2L, limit + 1L));
                }
                int read = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
                if (read < 0) {
                    return Progress.COMPLETE;
                }
                if (read == 0) {
                    return Progress.MORE_TO_COME;
                }
                length += read;
                if (length > limit) {
                    refuse(CommonErrors.requestTooLarge(limit));
                    return Progress.COMPLETE;
                }
            }
        } catch (OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "There is no memory for the body of a request.", e);
            refuse(CommonErrors.internalFailure());
            return Progress.COMPLETE;
        } catch (IOException | RuntimeException e) {
            // The client went away, or broke its chunks, in the middle of its request.
            channel.suspendReads();
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
            return Progress.BROKEN;
        }
    }

    private void refuse(AwsError reason) {
        refusal = reason;
        bytes = NOTHING;
        length = 0;
        // The rest of the body is still on its way; it is not worth waiting for.
        exchange.setPersistent(false);
    }

    /**
     * Makes the body readable.
     *
     * @throws AwsException if it is too long, or not compressed in the way it says
     */
    void open() {
        if (refusal != null) {
            throw new AwsException(refusal);
        }
        String encoding = exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return;
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw new AwsException(
                    CommonErrors.invalidHttpRequest("The content encoding " + encoding + " is not supported."));
        }
        inflate();
    }

    private void inflate() {
        try (InputStream inflated = new GZIPInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            byte[] plain = inflated.readNBytes(limit + 1);
            if (plain.length > limit) {
                throw new AwsException(CommonErrors.requestTooLarge(limit));
            }
            bytes = plain;
            length = plain.length;
        } catch (IOException e) {
            throw new AwsException(CommonErrors.invalidHttpRequest("The body is not in gzip format."));
        }
    }

    /** The bytes of the body, and others behind them: see {@link #length}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
