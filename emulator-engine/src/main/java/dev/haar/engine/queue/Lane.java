package dev.haar.engine.queue;

/** The messages of a queue that share a message group id, or that have none. */
abstract sealed class Lane permits FifoGroup, Tenant {
    /** The message group id; null for the messages without one. */
    final String id;

    final MessageList messages = new MessageList(MessageList.Links.LANE);

    /** How many of its messages a consumer has. */
    int held;

    Lane(String id) {
        this.id = id;
    }
}
