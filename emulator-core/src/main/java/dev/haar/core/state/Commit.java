package dev.haar.core.state;

/** Learns what became of a command's changes. */
public interface Commit {
    /** All of them are kept. */
    void kept();

    /** None of them is kept: memory must not show them either. */
    void refused(StateStoreException reason);
}
