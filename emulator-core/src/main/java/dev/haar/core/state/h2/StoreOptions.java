package dev.haar.core.state.h2;

/**
 * How state is kept.
 *
 * @param fsync whether a commit also survives the loss of power, at the price of a wait for the disk
 * @param cacheKilobytes how much of the file H2 may hold in memory, in KiB, at least 1
 */
public record StoreOptions(boolean fsync, int cacheKilobytes) {
    private static final int BYTES = 1024;
    private static final int SHARE_OF_HEAP = 16;

    /** No fsync, and a sixteenth of the heap. */
    public static StoreOptions defaults() {
        return new StoreOptions(false, (int) (Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES));
    }

    /** The same with or without fsync. */
    public StoreOptions withFsync(boolean newFsync) {
        return new StoreOptions(newFsync, cacheKilobytes);
    }
}
