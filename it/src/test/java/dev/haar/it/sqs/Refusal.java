package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What AWS answers to a call that it refuses, as the SDK shows it. */
record Refusal(Class<? extends SqsException> type, int status, String code) {

    /** A refusal that is an exception of its own. */
    static Refusal of(Class<? extends SqsException> type, int status, String code) {
        return new Refusal(type, status, code);
    }

    /** A refusal that the SDK knows by its code only. */
    static Refusal of(String code) {
        return new Refusal(SqsException.class, 400, code);
    }

    /** Checks that the call is refused like this. */
    void expect(ThrowingCallable call, String message) {
        SqsException thrown = catchThrowableOfType(SqsException.class, call);
        assertThat(thrown).as("refusal").isNotNull();
        assertThat(thrown.getClass()).isEqualTo((Object) type);
        assertThat(thrown.statusCode()).isEqualTo(status);
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(thrown.awsErrorDetails().errorMessage()).contains(message);
        assertThat(thrown.requestId()).isNotEmpty();
    }
}
