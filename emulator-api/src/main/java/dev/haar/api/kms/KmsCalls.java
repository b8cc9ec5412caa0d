package dev.haar.api.kms;

import dev.haar.api.error.AwsException;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.kms.KmsException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Makes actions of what does them: each is in the audit log, and what the domain refuses is an error of KMS's. */
final class KmsCalls {
    private final KmsAudit audit;
    private final Executor workers;

    KmsCalls(KmsAudit audit, Executor workers) {
        this.audit = audit;
        this.workers = workers;
    }

    /** An action that is done at once. */
    <O extends SdkPojo> Action<SdkPojo, O> action(
            String name,
            Supplier<? extends SdkPojo> newInput,
            BiFunction<SdkPojo, Caller, CompletionStage<O>> handler) {
        return new Action<>(
                name,
                newInput,
                (input, caller) -> audit.noted(name, input, caller, () -> {
                    try {
                        return KmsErrors.translated(handler.apply(input, caller));
                    } catch (KmsException e) {
                        throw new AwsException(KmsErrors.of(e));
                    }
                }));
    }

    /** An action that uses a key, which is not for an IO thread. */
    <O extends SdkPojo> Action<SdkPojo, O> work(
            String name, Supplier<? extends SdkPojo> newInput, BiFunction<SdkPojo, Caller, O> handler) {
        return new Action<>(
                name,
                newInput,
                (input, caller) -> audit.noted(
                        name,
                        input,
                        caller,
                        () -> KmsErrors.translated(
                                CompletableFuture.supplyAsync(() -> handler.apply(input, caller), workers))));
    }
}
