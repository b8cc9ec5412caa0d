package dev.haar.engine.queue;

/**
 * How many messages a queue holds, right now.
 *
 * @param visible can be received
 * @param notVisible are in flight
 * @param delayed wait for their delay to end
 */
public record QueueCounts(int visible, int notVisible, int delayed) {}
