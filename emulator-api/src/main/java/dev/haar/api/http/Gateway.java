package dev.haar.api.http;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.api.error.Failures;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.AwsQuery;
import dev.haar.api.protocol.FormDecoder;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.api.service.Catalogue;
import dev.haar.core.state.StateStoreException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import software.amazon.awssdk.core.SdkPojo;

/** Takes a request to its action and the action's answer back. Whatever goes wrong on the way is answered here. */
public final class Gateway {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final HttpString TRACE = new HttpString("X-Amzn-Trace-Id");

    private final Routing routing;
    private final Accounts accounts;
    private final BaseUrl baseUrl;
    private final String region;

    public Gateway(Catalogue catalogue, HttpSettings settings) {
        this.routing = new Routing(catalogue);
        this.accounts = new Accounts(settings.account());
        this.baseUrl = new BaseUrl(settings);
        this.region = settings.region();
    }

    /** Answers a request whose body is there. */
    void handle(HttpServerExchange exchange, RequestBody body) {
        String requestId = RequestIds.next();
        Client client = new Client(exchange);
        Routing.Speech speech = routing.speechOf(exchange);
        if (speech == Routing.Speech.NONE) {
            Replies.send(exchange, AwsQuery.unknownOperation(), requestId, client);
            return;
        }
        Routing.Call call = routing.open(exchange, speech);
        CompletableFuture<? extends SdkPojo> outcome;
        try {
            String url = baseUrl.of(exchange);
            routing.complete(call, exchange, speech, body);
            outcome = run(call.action, call.input, caller(exchange, call, url, requestId, client));
        } catch (RuntimeException | VirtualMachineError e) {
            // What a request makes the machine run out of, stack or heap, is free again once its frames are gone.
            Replies.send(exchange, failure(call, e, requestId), requestId, client);
            return;
        }
        if (outcome.isDone()) {
            outcome.whenComplete((output, failure) ->
                    Replies.send(exchange, answer(call, output, failure, requestId), requestId, client));
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> await(exchange, call, outcome, requestId, client));
        }
    }

    /** An action's own types are known to itself alone: its input was read for it. */
    @SuppressWarnings("unchecked")
    private static <I extends SdkPojo, O extends SdkPojo> CompletableFuture<O> run(
            Action<I, O> action, SdkPojo input, Caller caller) {
        return action.handler().handle((I) input, caller).toCompletableFuture();
    }

    private Caller caller(HttpServerExchange exchange, Routing.Call call, String url, String requestId, Client client) {
        Credential credential = call.credential;
        return new Caller(
                accounts.of(credential.accessKeyId()),
                regionOf(exchange, credential),
                credential.accessKeyId(),
                url,
                FormDecoder.decodePath(exchange.getRequestPath()),
                exchange.getRequestHeaders().getFirst(TRACE),
                call.protocol instanceof AwsQuery,
                requestId,
                client);
    }

    private String regionOf(HttpServerExchange exchange, Credential credential) {
        if (credential.region() != null) {
            return credential.region();
        }
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        String named = host == null ? null : HostHeader.region(host);
        return named == null ? region : named;
    }

    private void await(
            HttpServerExchange exchange,
            Routing.Call call,
            CompletableFuture<? extends SdkPojo> outcome,
            String requestId,
            Client client) {
        client.watch();
        outcome.whenComplete((output, failure) -> {
            try {
                exchange.getIoThread().execute(() -> {
                    if (!client.isLost()) {
                        client.unwatch();
                        Replies.send(exchange, answer(call, output, failure, requestId), requestId, client);
                    }
                });
            } catch (RejectedExecutionException e) {
                // The server has stopped, and with it every connection.
                client.lost();
            }
        });
    }

    private static Answer answer(Routing.Call call, SdkPojo output, Throwable failure, String requestId) {
        if (failure != null) {
            return failure(call, failure, requestId);
        }
        try {
            return call.protocol.success(call.service, call.action.name(), output, requestId);
        } catch (RuntimeException | VirtualMachineError e) {
            return failure(call, e, requestId);
        }
    }

    private static Answer failure(Routing.Call call, Throwable failure, String requestId) {
        return call.protocol.failure(call.service, errorOf(failure, requestId), requestId);
    }

    private static AwsError errorOf(Throwable failure, String requestId) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof AwsException answer) {
            return answer.error();
        }
        if (cause instanceof StateStoreException) {
            LOG.log(System.Logger.Level.WARNING, "Request " + requestId + " could not be kept.", cause);
            return CommonErrors.serviceUnavailable();
        }
        LOG.log(System.Logger.Level.ERROR, "Request " + requestId + " failed unexpectedly.", cause);
        return CommonErrors.internalFailure();
    }
}
