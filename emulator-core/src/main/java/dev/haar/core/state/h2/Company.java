package dev.haar.core.state.h2;

/**
 * How many commands a commit can expect to serve, learnt from how many the last ones served. Clients that wait for their
 * answers come back together, so as many as last time are worth a moment's wait; one alone is not, but for a look now and
 * then whether it still is.
 */
final class Company {
    private static final int LOOK_EVERY = 16;

    /** A group that falls short takes this part of what is missing from the next expectation: it may have been chance. */
    private static final int DOUBT = 4;

    private int expected = 1;
    private int groups;

    /** Whether a group of this size should wait for more. */
    boolean isWorthWaitingFor(int size) {
        return isLook() || size < expected;
    }

    /** How many make it pointless to wait any longer. */
    int enough() {
        return isLook() ? Integer.MAX_VALUE : expected;
    }

    /** A group of this size was taken. */
    void served(int size) {
        expected = Math.max(size, expected - (expected - size + DOUBT - 1) / DOUBT);
        groups++;
    }

    /** Whether this group finds out how many come if they are given the time: else it would stay at what it has learnt. */
    private boolean isLook() {
        return groups % LOOK_EVERY == LOOK_EVERY - 1;
    }
}
