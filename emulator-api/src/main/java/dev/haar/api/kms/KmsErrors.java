package dev.haar.api.kms;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.api.error.Failures;
import dev.haar.core.state.StateStoreException;
import dev.haar.kms.KmsException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The errors of KMS: 400 whatever they are. */
final class KmsErrors {
    private KmsErrors() {}

    static AwsError of(KmsException refusal) {
        return AwsError.sender(refusal.error().shape(), refusal.getMessage());
    }

    /** What is asked for is a part of KMS that is not built. */
    static AwsException notBuilt(String part) {
        return new AwsException(CommonErrors.notImplemented("kms", part));
    }

    static <O> CompletionStage<O> translated(CompletionStage<O> answer) {
        return answer.exceptionallyCompose(failure -> {
            Throwable cause = Failures.unwrap(failure);
            if (cause instanceof KmsException refusal) {
                return CompletableFuture.failedFuture(new AwsException(of(refusal)));
            }
            if (cause instanceof StateStoreException) {
                return CompletableFuture.failedFuture(new AwsException(CommonErrors.serviceUnavailable()));
            }
            return CompletableFuture.failedFuture(cause);
        });
    }
}
