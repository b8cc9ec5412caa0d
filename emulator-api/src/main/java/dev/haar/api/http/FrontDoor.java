package dev.haar.api.http;

import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.CompletableFuture;

/** Where every request comes in: those of browsers that only ask, those of operators, those of AWS's clients. */
final class FrontDoor implements HttpHandler {
    /** Bodies up to this length are not counted: long polls, which may wait in their thousands, have short ones. */
    private static final int SHORT = 16 * 1024;

    /** What a body is counted as whose length is not announced. */
    private static final int UNANNOUNCED = 1024 * 1024;

    /** A body is in memory as bytes, as text and in the changes that wait to be written. */
    private static final int SHARE_OF_HEAP = 8;

    private final Gateway gateway;
    private final OperatorRoutes operator;
    private final int maxBody;
    private final Admission admission;

    FrontDoor(Gateway gateway, OperatorRoutes operator, int maxBody) {
        this.gateway = gateway;
        this.operator = operator;
        this.maxBody = maxBody;
        this.admission = new Admission(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Cors.admit(exchange);
        if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
            Cors.preflight(exchange);
        } else if (OperatorRoutes.owns(exchange.getRequestPath())) {
            admit(exchange, this::handleOperator);
        } else {
            admit(exchange, gateway::handle);
        }
    }

    /** Has the body read at once, if it is short or there is room for it. */
    private void admit(HttpServerExchange exchange, RequestBody.Next next) {
        long announced = exchange.getRequestContentLength();
        if (announced >= 0 && announced <= SHORT || announced > maxBody || exchange.isRequestComplete()) {
            RequestBody.read(exchange, maxBody, next);
            return;
        }
        long bytes = announced < 0 ? UNANNOUNCED : announced;
        exchange.addExchangeCompleteListener((completed, others) -> {
            admission.leave(bytes);
            others.proceed();
        });
        HttpHandler read = ready -> RequestBody.read(ready, maxBody, next);
        Runnable later = () -> exchange.getIoThread().execute(() -> Connectors.executeRootHandler(read, exchange));
        if (admission.enter(bytes, later)) {
            RequestBody.read(exchange, maxBody, next);
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {});
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
