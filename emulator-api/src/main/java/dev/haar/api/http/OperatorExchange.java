package dev.haar.api.http;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.Failures;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.FormDecoder;
import dev.haar.api.protocol.Parameters;
import dev.haar.core.state.StateStoreException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the operator surface sees of HTTP. */
final class OperatorExchange {
    private static final System.Logger LOG = System.getLogger(OperatorExchange.class.getName());

    private OperatorExchange() {}

    static CompletableFuture<Answer> answer(OperatorRoutes routes, HttpServerExchange exchange, RequestBody body) {
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
                            Arrays.copyOf(body.bytes(), body.length())))
                    .exceptionally(OperatorExchange::failure);
        } catch (RuntimeException | VirtualMachineError e) {
            return CompletableFuture.completedFuture(failure(e));
        }
    }

    private static Answer failure(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof AwsException refusal) {
            return JsonAnswer.error(refusal.error().status(), refusal.error().message());
        }
        if (cause instanceof StateStoreException) {
            LOG.log(System.Logger.Level.WARNING, "A request of an operator's could not be kept.", cause);
            return JsonAnswer.error(503, cause.getMessage());
        }
        LOG.log(System.Logger.Level.ERROR, "A request of an operator's failed unexpectedly.", cause);
        return JsonAnswer.error(500, "This failed unexpectedly; the log says why.");
    }
}
