package dev.haar.engine.topic;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.sse.Seal;
import dev.haar.engine.sse.Unsealing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encodes instead of encrypting, and its key can be disabled. */
final class TestSeal implements Seal, Unsealing {
    static final String REFUSAL = "The key is disabled.";

    private static final char NO_TEXT = '\u00ff';
    private volatile boolean disabled;

    void disable(boolean now) {
        disabled = now;
    }

    @Override
    public String seal(String messageId, String text) {
        return NO_TEXT + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String open(String sealed) {
        if (disabled) {
            throw new EngineException(EngineError.KMS_DISABLED, REFUSAL);
        }
        if (sealed.charAt(0) != NO_TEXT) {
            throw new IllegalStateException("This was not sealed.");
        }
        return new String(Base64.getDecoder().decode(sealed.substring(1)), StandardCharsets.UTF_8);
    }
}
