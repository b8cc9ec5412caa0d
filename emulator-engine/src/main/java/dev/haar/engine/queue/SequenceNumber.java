package dev.haar.engine.queue;

/** How a sequence number looks to clients: 20 digits that grow with it, and not by one. */
public final class SequenceNumber {
    private static final int DIGITS = 20;
    private static final int STRIDE = 256;

    private SequenceNumber() {}

    /** The digits of a sequence number. */
    public static String text(long sequence) {
        String digits = Long.toString(sequence * STRIDE);
        // A leading one keeps all twenty digits even where somebody reads the text as a number.
        return "1" + "0".repeat(DIGITS - 1 - digits.length()) + digits;
    }
}
