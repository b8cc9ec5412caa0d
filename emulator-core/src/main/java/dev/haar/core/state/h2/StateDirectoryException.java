package dev.haar.core.state.h2;

import java.io.IOException;

/** A state directory cannot be used; the message says why and what to do, in one line. */
public class StateDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    StateDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }

    StateDirectoryException(String message) {
        super(message);
    }
}
