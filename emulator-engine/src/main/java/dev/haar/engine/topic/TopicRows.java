package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.queue.SequenceNumber;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Reads what {@link TopicTables} wrote. */
final class TopicRows {
    private TopicRows() {}

    /** All topics with what belongs to them, by ARN. */
    static Map<String, TopicEntry> read(Connection connection) throws SQLException {
        Map<String, TopicEntry> entries = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT arn, account, region, name, attributes, tags, unsubscribed, last_sequence,"
                            + " archive, archived_since FROM sns.topics")) {
                while (rows.next()) {
                    TopicAddress address = new TopicAddress(rows.getString(2), rows.getString(3), rows.getString(4));
                    Topic topic = new Topic(
                            address, map(rows.getString(5)), map(rows.getString(6)), rows.getInt(7), archiving(rows));
                    long last = rows.getLong("last_sequence");
                    entries.put(
                            rows.getString(1), rows.wasNull() ? new TopicEntry(topic) : new TopicEntry(topic, last));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT arn, topic_arn, protocol, endpoint, owner, attributes, status, token, token_until,"
                            + " authenticated, guarded, replay, replay_state, replay_reached, replay_asked"
                            + " FROM sns.subscriptions")) {
                while (rows.next()) {
                    TopicEntry entry = entries.get(rows.getString(2));
                    if (entry != null) {
                        entry.put(subscription(entry.topic.address(), rows));
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT topic_arn, sequence, message_id, scope,"
                    + " deduplication_id, remembered_until FROM sns.deduplications ORDER BY sequence")) {
                while (rows.next()) {
                    TopicEntry entry = entries.get(rows.getString(1));
                    if (entry != null) {
                        entry.remember(
                                new TopicEntry.Key(rows.getString(4), rows.getString(5)),
                                new Published(rows.getString(3), SequenceNumber.text(rows.getLong(2))),
                                rows.getObject(6, Instant.class).toEpochMilli());
                    }
                }
            }
        }
        return entries;
    }

    private static Topic.Archiving archiving(ResultSet rows) throws SQLException {
        UUID id = rows.getObject("archive", UUID.class);
        return id == null
                ? null
                : new Topic.Archiving(
                        id, rows.getObject("archived_since", Instant.class).toEpochMilli());
    }

    private static Replay replay(ResultSet rows) throws SQLException {
        UUID id = rows.getObject("replay", UUID.class);
        return id == null
                ? null
                : new Replay(
                        id,
                        Replay.State.valueOf(rows.getString("replay_state")),
                        rows.getLong("replay_reached"),
                        rows.getLong("replay_asked"));
    }

    private static Subscription subscription(TopicAddress topic, ResultSet rows) throws SQLException {
        return new Subscription(
                        rows.getString(1),
                        topic,
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        confirmation(rows))
                .with(map(rows.getString(6)))
                .with(replay(rows));
    }

    private static Confirmation confirmation(ResultSet rows) throws SQLException {
        Instant until = rows.getObject(9, Instant.class);
        return new Confirmation(
                Confirmation.State.valueOf(rows.getString(7)),
                rows.getString(8),
                until == null ? 0 : until.toEpochMilli(),
                rows.getBoolean(10),
                rows.getBoolean(11));
    }

    private static Map<String, String> map(String json) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonText.parseObject(json)
                .orElseThrow(() -> new IllegalStateException("This is no JSON object: " + json))
                .forEach((name, value) -> map.put(name, (String) value));
        return map;
    }
}
