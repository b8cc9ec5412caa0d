package dev.haar.api.http;

import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.CompletableFuture;

/** Where every request comes in: those of browsers that only ask, those of operators, those of AWS's clients. */
final class FrontDoor implements HttpHandler {
    private final Gateway gateway;
    private final OperatorRoutes operator;
    private final int maxBody;

    FrontDoor(Gateway gateway, OperatorRoutes operator, int maxBody) {
        this.gateway = gateway;
        this.operator = operator;
        this.maxBody = maxBody;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Cors.admit(exchange);
        if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
            Cors.preflight(exchange);
        } else if (OperatorRoutes.owns(exchange.getRequestPath())) {
            RequestBody.read(exchange, maxBody, this::handleOperator);
        } else {
            RequestBody.read(exchange, maxBody, gateway::handle);
        }
    }

    private void handleOperator(HttpServerExchange exchange, RequestBody body) {
        CompletableFuture<Answer> answer = OperatorExchange.answer(operator, exchange, body);
        if (answer.isDone()) {
            send(exchange, answer.join());
        } else {
            exchange.dispatch(
                    SameThreadExecutor.INSTANCE,
                    () -> answer.thenAccept(ready -> exchange.getIoThread().execute(() -> send(exchange, ready))));
        }
    }

    private static void send(HttpServerExchange exchange, Answer answer) {
        Replies.send(exchange, answer, RequestIds.next(), new Client(exchange));
    }
}
