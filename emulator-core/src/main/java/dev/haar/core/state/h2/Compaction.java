package dev.haar.core.state.h2;

import org.h2.mvstore.MVStore;

/**
 * Keeps the file in proportion to what it holds, in small steps between commits: H2 does so by itself only where commits
 * are delayed.
 */
final class Compaction {
    private static final long LEAVE_ALONE = 24L << 20;
    private static final int PROPORTION = 2;
    private static final int LEAST_STEP = 2 << 20;
    private static final int GREATEST_STEP = 16 << 20;
    private static final int WANTED_FILL = 90;
    private static final int PERCENT = 100;

    private final MVStore file;
    private long sizeAfterLastStep;

    Compaction(MVStore file) {
        this.file = file;
    }

    /**
     * Rewrites a few megabytes if the file is out of proportion, more the further it is, since large bodies and no rest between
     * commits may have it grow faster than small steps reclaim; false if it is not, or if that did not help.
     */
    boolean step() {
        long size = file.getFileStore().size();
        if (size < LEAVE_ALONE || size <= sizeAfterLastStep) {
            return false;
        }
        long live = size * file.getFillRate() / PERCENT * file.getFileStore().getChunksFillRate() / PERCENT;
        long excess = size - PROPORTION * live - LEAVE_ALONE;
        if (excess <= 0) {
            return false;
        }
        int step = (int) Math.max(LEAST_STEP, Math.min(excess / 2, GREATEST_STEP));
        boolean rewritten = file.compact(WANTED_FILL, step);
        if (!rewritten) {
            sizeAfterLastStep = size;
        }
        return rewritten;
    }
}
