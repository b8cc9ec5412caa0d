package dev.haar.api.service;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One action of a service, written once for every protocol that can carry it.
 *
 * @param name the action's name, as in {@code X-Amz-Target} and {@code Action}
 * @param newInput makes an empty builder of the SDK's request class
 * @param handler what the action does
 */
public record Action<I extends SdkPojo, O extends SdkPojo>(
        String name, Supplier<? extends SdkPojo> newInput, Handler<I, O> handler) {
    /** Does an action; runs on an IO thread, so it never blocks. */
    @FunctionalInterface
    public interface Handler<I, O> {
        /**
         * Answers the request.
         *
         * @throws dev.haar.api.error.AwsException if it cannot be answered; a stage may fail with it too
         */
        CompletionStage<O> handle(I input, Caller caller);
    }
}
