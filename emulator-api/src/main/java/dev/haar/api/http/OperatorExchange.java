package dev.haar.api.http;

import dev.haar.api.error.AwsException;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.FormDecoder;
import dev.haar.api.protocol.Parameters;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Arrays;
import java.util.Map;

/** What the operator surface sees of HTTP. */
final class OperatorExchange {
    private static final System.Logger LOG = System.getLogger(OperatorExchange.class.getName());

    private OperatorExchange() {}

    static Answer answer(OperatorRoutes routes, HttpServerExchange exchange, RequestBody body) {
        try {
            body.open();
            Parameters query = new FormDecoder().add(exchange.getQueryString()).parameters();
            String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
            String method = exchange.getRequestMethod().toString();
            return routes.answer(new OperatorRequest(
                    method.equals("HEAD") ? "GET" : method,
                    FormDecoder.decodePath(exchange.getRequestPath()),
                    Map.of(),
                    query,
                    accept == null ? "" : accept,
                    Arrays.copyOf(body.bytes(), body.length())));
        } catch (AwsException e) {
            return JsonAnswer.error(e.error().status(), e.error().message());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request of an operator's failed unexpectedly.", e);
            return JsonAnswer.error(500, "This failed unexpectedly; the log says why.");
        }
    }
}
