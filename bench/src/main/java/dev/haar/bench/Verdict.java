package dev.haar.bench;

import java.util.Locale;

/** Whether a target was reached. */
enum Verdict {
    PASS,
    FAIL,
    /** The measurement itself did not meet its conditions. */
    NOT_COUNTED,
    /** There is nothing that it should reach. */
    NO_TARGET;

    static Verdict of(boolean reached) {
        return reached ? PASS : FAIL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
