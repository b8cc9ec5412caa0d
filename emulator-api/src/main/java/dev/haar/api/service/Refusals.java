package dev.haar.api.service;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Makes actions whose refusals by the service's engine, thrown or as the outcome of a stage, are told in AWS's terms. */
public final class Refusals<E extends RuntimeException> {
    private final Class<E> type;
    private final BiFunction<E, Caller, AwsError> terms;

    /**
     * @param type what the engine refuses with
     * @param terms what that is to a caller
     */
    public Refusals(Class<E> type, BiFunction<E, Caller, AwsError> terms) {
        this.type = type;
        this.terms = terms;
    }

    /** See {@link Action}. */
    public <I extends SdkPojo, O extends SdkPojo> Action<I, O> action(
            String name, Supplier<? extends SdkPojo> newInput, Action.Handler<I, O> handler) {
        return new Action<>(name, newInput, (input, caller) -> {
            try {
                return told(handler.handle(input, caller).toCompletableFuture(), caller);
            } catch (RuntimeException e) {
                throw told(e, caller);
            }
        });
    }

    private <O> CompletionStage<O> told(CompletableFuture<O> answer, Caller caller) {
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            return answer;
        }
        return answer.exceptionallyCompose(failure -> {
            Throwable cause = Failures.unwrap(failure);
            return CompletableFuture.failedFuture(cause instanceof RuntimeException e ? told(e, caller) : cause);
        });
    }

    private RuntimeException told(RuntimeException failure, Caller caller) {
        return type.isInstance(failure) ? new AwsException(terms.apply(type.cast(failure), caller)) : failure;
    }
}
