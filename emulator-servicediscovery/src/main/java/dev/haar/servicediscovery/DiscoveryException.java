package dev.haar.servicediscovery;

import java.util.Map;

/** A command was refused; nothing has changed. */
public final class DiscoveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DiscoveryError error;
    private final transient Map<String, String> members;

    /** @param members what the error tells beside its message, by AWS's names */
    public DiscoveryException(DiscoveryError error, String message, Map<String, String> members) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
        this.error = error;
        this.members = Map.copyOf(members);
    }

    public DiscoveryException(DiscoveryError error, String message) {
        this(error, message, Map.of());
    }

    public static DiscoveryException invalid(String message) {
        return new DiscoveryException(DiscoveryError.INVALID_INPUT, message);
    }

    public DiscoveryError error() {
        return error;
    }

    /** What the error tells beside its message, by AWS's names. */
    public Map<String, String> members() {
        return members;
    }
}
