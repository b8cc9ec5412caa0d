package dev.haar.engine.protection;

import java.util.List;

/**
 * A kind of sensitive data.
 *
 * @param name as findings name it
 * @param finder finds it in texts; null if nothing here can, so that it is never found
 */
record Identifier(String name, Finder finder) {
    /** Finds sensitive data of one kind. */
    interface Finder {
        /** The places in the text, in order, none overlapping another. */
        List<Span> find(String text);
    }

    List<Span> find(String text) {
        return finder == null ? List.of() : finder.find(text);
    }
}
