package dev.haar.engine.delivery;

import java.util.concurrent.CompletableFuture;

/** Carries messages to endpoints outside; it never blocks its caller. */
public interface Courier {
    /** Tries to deliver, once. What goes wrong is an answer, too; a failed future is taken for no answer. */
    CompletableFuture<Answer> carry(Delivery delivery);

    /** What an answer means. */
    enum Verdict {
        /** It was taken. */
        DELIVERED,
        /** The endpoint is unwell: it may take it later. */
        RETRY,
        /** The endpoint will not take it. */
        REFUSED
    }

    /**
     * What came of an attempt.
     *
     * @param status the HTTP status; 0 if there was none
     * @param text what was answered, or what went wrong; shortened
     */
    record Answer(Verdict verdict, int status, String text) {
        private static final int LONGEST = 1000;

        public Answer {
            text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }

        /** There was no answer. */
        public static Answer none(String why) {
            return new Answer(Verdict.RETRY, 0, why);
        }
    }
}
