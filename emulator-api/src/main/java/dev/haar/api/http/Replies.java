package dev.haar.api.http;

import dev.haar.api.protocol.Answer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;

/** Writes answers to their exchanges. */
final class Replies {
    private static final System.Logger LOG = System.getLogger(Replies.class.getName());
    private static final HttpString REQUEST_ID = new HttpString("x-amzn-RequestId");
    private static final HttpString QUERY_ERROR = new HttpString("x-amzn-query-error");

    private Replies() {}

    /**
     * Sends an answer; on the exchange's IO thread. The client learns what became of it: if nothing can be sent, for want
     * of memory say, its connection is closed rather than left to wait.
     */
    static void send(HttpServerExchange exchange, Answer answer, String requestId, Client client) {
        try {
            write(exchange, answer, requestId, client);
        } catch (RuntimeException | VirtualMachineError e) {
            LOG.log(System.Logger.Level.ERROR, "Request " + requestId + " could not be answered.", e);
            client.abandon();
        }
    }

    private static void write(HttpServerExchange exchange, Answer answer, String requestId, Client client) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(REQUEST_ID, requestId);
        headers.put(Headers.CONTENT_TYPE, answer.contentType());
        if (answer.queryError() != null) {
            headers.put(QUERY_ERROR, answer.queryError());
        }
        exchange.setStatusCode(answer.status());
        if (answer.body().isWhole()) {
            ByteBuffer bytes = answer.body().bytes();
            exchange.setResponseContentLength(bytes.remaining());
            exchange.getResponseSender().send(bytes, client);
        } else if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            client.answered();
            exchange.endExchange();
        } else {
            new SlicedAnswer(exchange, answer.body(), client).send();
        }
    }
}
