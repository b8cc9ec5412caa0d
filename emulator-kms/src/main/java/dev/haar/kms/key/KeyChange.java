package dev.haar.kms.key;

import dev.haar.core.state.Change;

/** What commands change; each carries the whole of one thing. */
public sealed interface KeyChange extends Change {
    /** The key is now this. */
    record KeyKept(Key key) implements KeyChange {}

    /** The key and its material are gone. */
    record KeyDeleted(KeyAddress address) implements KeyChange {}

    /** The alias is now this. */
    record AliasKept(Alias alias) implements KeyChange {}

    /** The alias is gone. */
    record AliasDeleted(KeyAddress address) implements KeyChange {}
}
