package dev.haar.engine.sse;

/**
 * Opens what a {@link Seal} or {@link BodyEncryption} has closed, for whoever passes it on. Safe for use by several threads.
 */
public interface Unsealing {
    /** For engines whose topics are never encrypted. */
    Unsealing NONE = text -> {
        throw new IllegalStateException("This engine has nothing to decrypt with.");
    };

    /**
     * The text that was sealed.
     *
     * @throws dev.haar.engine.EngineException if the key cannot be used
     * @throws IllegalStateException if this is not what was sealed
     */
    String open(String text);
}
