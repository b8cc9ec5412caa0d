package dev.haar.core.time;

import dev.haar.core.state.Change;

/**
 * The clock was stopped, moved or let go.
 *
 * @param frozen whether it stands still
 * @param value what it shows if it does, else its distance from the machine's clock; milliseconds
 */
record ClockMoved(boolean frozen, long value) implements Change {}
