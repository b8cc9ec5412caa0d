package dev.haar.engine.topic;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.topic.TopicChange.FifoPublished;
import dev.haar.engine.topic.TopicChange.SubscriptionDeleted;
import dev.haar.engine.topic.TopicChange.SubscriptionKept;
import dev.haar.engine.topic.TopicChange.TopicDeleted;
import dev.haar.engine.topic.TopicChange.TopicKept;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** How what happens to topics and subscriptions becomes rows. The tables are documented in docs/state.md. */
public final class TopicTables implements Tables {
    /** After how many ids those that are no longer remembered are removed. */
    private static final int TIDYING = 1024;

    private int published;

    @Override
    public String schema() {
        return "sns";
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(
                first(),
                List.of(
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS status VARCHAR(16) DEFAULT 'CONFIRMED' NOT NULL",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS token VARCHAR(256)",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS token_until TIMESTAMP(3) WITH TIME ZONE",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS authenticated BOOLEAN DEFAULT TRUE NOT NULL",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS guarded BOOLEAN DEFAULT FALSE NOT NULL"),
                List.of(
                        "ALTER TABLE sns.topics ADD COLUMN IF NOT EXISTS archive UUID",
                        "ALTER TABLE sns.topics ADD COLUMN IF NOT EXISTS archived_since TIMESTAMP(3) WITH TIME ZONE",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS replay UUID",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS replay_state VARCHAR(16)",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS replay_reached BIGINT",
                        "ALTER TABLE sns.subscriptions ADD COLUMN IF NOT EXISTS replay_asked BIGINT"));
    }

    private static List<String> first() {
        return List.of(
                "CREATE SCHEMA sns",
                "CREATE TABLE sns.topics (arn VARCHAR(512) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                        + " region VARCHAR(64) NOT NULL, name VARCHAR(256) NOT NULL, attributes VARCHAR NOT NULL,"
                        + " tags VARCHAR NOT NULL, unsubscribed INTEGER NOT NULL, last_sequence BIGINT)",
                "CREATE TABLE sns.subscriptions (arn VARCHAR(512) PRIMARY KEY, topic_arn VARCHAR(512) NOT NULL,"
                        + " protocol VARCHAR(32) NOT NULL, endpoint VARCHAR NOT NULL, owner VARCHAR(12) NOT NULL,"
                        + " attributes VARCHAR NOT NULL)",
                "CREATE TABLE sns.deduplications (topic_arn VARCHAR(512) NOT NULL, sequence BIGINT NOT NULL,"
                        + " message_id VARCHAR(64) NOT NULL, scope VARCHAR(128), deduplication_id VARCHAR(128) NOT NULL,"
                        + " remembered_until TIMESTAMP(3) WITH TIME ZONE NOT NULL)",
                "CREATE INDEX sns.deduplications_by_time ON sns.deduplications (remembered_until)");
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof TopicChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof FifoPublished fifo) {
            published(fifo, to);
        } else if (change instanceof TopicKept kept) {
            Topic topic = kept.topic();
            to.update(
                    "MERGE INTO sns.topics (arn, account, region, name, attributes, tags, unsubscribed, archive,"
                            + " archived_since) KEY (arn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    topic.address().arn(),
                    topic.address().account(),
                    topic.address().region(),
                    topic.address().name(),
                    JsonText.write(topic.attributes()),
                    JsonText.write(topic.tags()),
                    topic.unsubscribed(),
                    topic.archiving() == null ? null : topic.archiving().id(),
                    topic.archiving() == null
                            ? null
                            : Instant.ofEpochMilli(topic.archiving().since()));
        } else if (change instanceof TopicDeleted deleted) {
            String arn = deleted.topic().arn();
            to.update("DELETE FROM sns.subscriptions WHERE topic_arn = ?", arn);
            to.update("DELETE FROM sns.deduplications WHERE topic_arn = ?", arn);
            to.update("DELETE FROM sns.topics WHERE arn = ?", arn);
        } else if (change instanceof SubscriptionKept kept) {
            Subscription subscription = kept.subscription();
            Confirmation confirmation = subscription.confirmation();
            Replay replay = subscription.replay();
            to.update(
                    "MERGE INTO sns.subscriptions (arn, topic_arn, protocol, endpoint, owner, attributes, status,"
                            + " token, token_until, authenticated, guarded, replay, replay_state, replay_reached,"
                            + " replay_asked) KEY (arn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    subscription.arn(),
                    subscription.topic().arn(),
                    subscription.protocol(),
                    subscription.endpoint(),
                    subscription.owner(),
                    JsonText.write(subscription.attributes()),
                    confirmation.state().name(),
                    confirmation.token(),
                    confirmation.token() == null ? null : Instant.ofEpochMilli(confirmation.until()),
                    confirmation.authenticated(),
                    confirmation.guarded(),
                    replay == null ? null : replay.id(),
                    replay == null ? null : replay.state().name(),
                    replay == null ? null : replay.reached(),
                    replay == null ? null : replay.asked());
        } else if (change instanceof SubscriptionDeleted deleted) {
            to.update("DELETE FROM sns.subscriptions WHERE arn = ?", deleted.arn());
        }
    }

    private void published(FifoPublished fifo, Statements to) throws SQLException {
        to.update(
                "UPDATE sns.topics SET last_sequence = ? WHERE arn = ?",
                fifo.sequence(),
                fifo.topic().arn());
        to.update(
                "INSERT INTO sns.deduplications (topic_arn, sequence, message_id, scope, deduplication_id,"
                        + " remembered_until) VALUES (?, ?, ?, ?, ?, ?)",
                fifo.topic().arn(),
                fifo.sequence(),
                fifo.messageId(),
                fifo.scope(),
                fifo.deduplicationId(),
                Instant.ofEpochMilli(fifo.until()));
        published++;
        if (published % TIDYING == 0) {
            to.update(
                    "DELETE FROM sns.deduplications WHERE remembered_until <= ?",
                    Instant.ofEpochMilli(fifo.until() - TopicEntry.DEDUPLICATION_WINDOW));
        }
    }
}
