package dev.haar.api.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/**
 * Lets SDKs in browsers in, from wherever their page came.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS protocol</a>
 */
final class Cors {
    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
    private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
    private static final HttpString ALLOW_PRIVATE_NETWORK = new HttpString("Access-Control-Allow-Private-Network");
    private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
    private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
    private static final HttpString REQUEST_HEADERS = new HttpString("Access-Control-Request-Headers");
    private static final HttpString REQUEST_PRIVATE_NETWORK = new HttpString("Access-Control-Request-Private-Network");
    private static final String EXPOSED = "x-amzn-RequestId,x-amzn-query-error,x-amzn-ErrorType,x-amz-request-id,Date";

    private Cors() {}

    /** Adds to any answer what a browser wants to see. */
    static void admit(HttpServerExchange exchange) {
        if (exchange.getRequestHeaders().contains(Headers.ORIGIN)) {
            exchange.getResponseHeaders().put(ALLOW_ORIGIN, "*");
            exchange.getResponseHeaders().put(EXPOSE_HEADERS, EXPOSED);
        }
    }

    /** Answers the question that a browser asks before the request proper. */
    static void preflight(HttpServerExchange exchange) {
        HeaderMap answer = exchange.getResponseHeaders();
        String wanted = exchange.getRequestHeaders().getFirst(REQUEST_HEADERS);
        answer.put(ALLOW_ORIGIN, "*");
        answer.put(ALLOW_METHODS, "GET,HEAD,POST,PUT,DELETE,OPTIONS,PATCH");
        answer.put(ALLOW_HEADERS, wanted == null ? "*" : wanted);
        answer.put(EXPOSE_HEADERS, EXPOSED);
        answer.put(MAX_AGE, "172800");
        if (exchange.getRequestHeaders().contains(REQUEST_PRIVATE_NETWORK)) {
            answer.put(ALLOW_PRIVATE_NETWORK, "true");
        }
        exchange.setStatusCode(200);
        exchange.endExchange();
    }
}
