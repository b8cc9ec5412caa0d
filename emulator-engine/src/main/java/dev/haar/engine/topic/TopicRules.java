package dev.haar.engine.topic;

/**
 * Rules and quotas of AWS's that only some users want.
 *
 * @param admission which queues take messages of which topics
 * @param mostFilterPolicies how many subscriptions of a topic may have a filter policy
 * @param mostFifoSubscriptions how many subscriptions a FIFO topic may have
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sns.html">Endpoints and quotas</a>
 */
public record TopicRules(QueueAdmission admission, int mostFilterPolicies, int mostFifoSubscriptions) {
    private static final int FILTER_POLICIES = 200;
    private static final int FIFO_SUBSCRIPTIONS = 100;

    /** AWS's. */
    public static TopicRules strict(QueueAdmission admission) {
        return new TopicRules(admission, FILTER_POLICIES, FIFO_SUBSCRIPTIONS);
    }

    /** Every queue takes every message, and there may be any number of anything. */
    public static TopicRules fast() {
        return new TopicRules((queue, topicArn) -> true, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
