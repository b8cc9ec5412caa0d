package dev.haar.engine.topic;

import java.util.regex.Pattern;

/**
 * Whether the endpoint of a subscription has agreed to it.
 *
 * @param token what the endpoint confirms with; null if it never had to
 * @param until until when an unconfirmed one waits for its token, in milliseconds since the epoch
 * @param authenticated whether whoever confirmed it was known
 * @param guarded whether whoever ends it must be known
 */
public record Confirmation(State state, String token, long until, boolean authenticated, boolean guarded) {
    /** For endpoints that need not be asked. */
    static final Confirmation NOT_NEEDED = new Confirmation(State.CONFIRMED, null, 0, true, false);

    /** How long a token is good for: two days, in milliseconds. */
    private static final long PATIENCE = 172_800_000;

    private static final Pattern LIKE_A_TOKEN = Pattern.compile("[0-9a-f]{64,}");

    /** What the endpoint has said. */
    public enum State {
        PENDING,
        CONFIRMED,
        /** It has ended the subscription by the link it was given, and may take it up again with its token. */
        CANCELLED
    }

    static Confirmation awaited(String token, long now) {
        return new Confirmation(State.PENDING, token, now + PATIENCE, false, false);
    }

    /** What AWS says to a token that is nobody's, or no token at all. */
    static TopicException refused(String token) {
        return LIKE_A_TOKEN.matcher(token).matches()
                ? new TopicException(TopicError.INVALID_PARAMETER, "Invalid token")
                : TopicException.invalid("Token");
    }

    Confirmation given(boolean byKnown, boolean guard) {
        return new Confirmation(State.CONFIRMED, token, until, byKnown, guard);
    }

    Confirmation cancelled(String newToken, long now) {
        return new Confirmation(State.CANCELLED, newToken, now + PATIENCE, authenticated, false);
    }

    /** Whether the token has been waited for long enough. */
    boolean isExpired(long now) {
        return state != State.CONFIRMED && until <= now;
    }
}
