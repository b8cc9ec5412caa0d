package dev.haar.engine.topic;

import dev.haar.core.state.Change;

/** What the commands of this package change; each carries all of what it is about. */
sealed interface TopicChange extends Change {
    record TopicKept(Topic topic) implements TopicChange {}

    /** A topic is gone with all its subscriptions. */
    record TopicDeleted(TopicAddress topic) implements TopicChange {}

    record SubscriptionKept(Subscription subscription) implements TopicChange {}

    record SubscriptionDeleted(String arn) implements TopicChange {}

    /**
     * A FIFO topic has given out a sequence number.
     *
     * @param scope the message group within which the id is remembered; null for the whole topic
     * @param until until when, in milliseconds since the epoch
     */
    record FifoPublished(
            TopicAddress topic, long sequence, String messageId, String scope, String deduplicationId, long until)
            implements TopicChange {}
}
