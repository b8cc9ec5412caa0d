package dev.haar.bench;

/** A measurement that cannot be trusted or could not be made; its message is for the person at the terminal. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
