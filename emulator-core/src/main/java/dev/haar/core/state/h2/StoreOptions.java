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
    private static final int MOST_KILOBYTES = 32 * 1024;

    /**
     * No fsync, and a sixteenth of the heap, but 32 MiB at most: what is asked for often is in Haar's own memory, and what
     * H2 holds besides only keeps the collector busy.
     */
    public static StoreOptions defaults() {
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES;
        return new StoreOptions(false, (int) Math.min(MOST_KILOBYTES, share));
    }

    /** The same with or without fsync. */
    public StoreOptions withFsync(boolean newFsync) {
        return new StoreOptions(newFsync, cacheKilobytes);
    }
}
