package dev.haar.bench;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The measure of all ratios: an Undertow that reads each request whole on the IO thread, as Haar does, and answers a
 * constant. What a server on this HTTP stack cannot go beyond.
 *
 * <p>IO threads and buffers are those of Haar's server: one thread for each processor, direct buffers of 16 KiB.
 */
final class BareServer {
    private static final HttpString TARGET = new HttpString("X-Amz-Target");
    private static final HttpString REQUEST_ID = new HttpString("x-amzn-RequestId");
    private static final String A_REQUEST_ID = "5f6c1a2e-90ab-5d1c-8a77-443b7d0c2d10";
    private static final String JSON = "application/x-amz-json-1.0";

    private final BareAnswers answers;

    private BareServer(BareAnswers answers) {
        this.answers = answers;
    }

    public static void main(String[] arguments) throws IOException {
        Options options = Options.parse(arguments);
        if (options.has("udp-port")) {
            BareEcho.start(options.integer("udp-port", 0));
        }
        BareAnswers answers =
                new BareAnswers(options.has("fifo"), options.integer("batch", 10), options.integer("handle-size", 180));
        Undertow.builder()
                .addHttpListener(options.integer("port", 4566), "127.0.0.1")
                .setIoThreads(options.integer("io-threads", Runtime.getRuntime().availableProcessors()))
                .setBufferSize(options.integer("buffer-size", 16 * 1024))
                .setDirectBuffers(true)
                .setHandler(new BareServer(answers)::handle)
                .build()
                .start();
    }

    private void handle(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes((read, body) -> answer(read));
    }

    private void answer(HttpServerExchange exchange) {
        ByteBuffer body = answers.body(exchange.getRequestHeaders().getFirst(TARGET));
        if (body == null) {
            exchange.setStatusCode(404).endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, JSON).put(REQUEST_ID, A_REQUEST_ID);
        exchange.getResponseSender().send(body);
    }
}
