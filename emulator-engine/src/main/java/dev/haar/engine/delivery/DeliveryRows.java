package dev.haar.engine.delivery;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.sse.SealedText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what {@link DeliveryTables} wrote. */
final class DeliveryRows {
    private DeliveryRows() {}

    /** The deliveries under way, by when they are due. */
    static List<Delivery> pending(Connection connection) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id, topic_arn, subscription_arn, protocol, endpoint,"
                                + " message_id, dead_letter_arn, message_type, raw, body, long_body, sealed_body, retry_policy,"
                                + " receives_per_second, content_type, retries, due FROM sns_deliveries.pending ORDER BY due")) {
            while (rows.next()) {
                Map<String, Object> retries =
                        JsonText.parseObject(rows.getString("retry_policy")).orElseGet(Map::of);
                byte[] sealed = rows.getBytes("sealed_body");
                found.add(new Delivery(
                        rows.getObject("id", UUID.class),
                        destination(rows, rows.getString("dead_letter_arn")),
                        Delivery.MessageType.valueOf(rows.getString("message_type")),
                        rows.getString("message_id"),
                        rows.getBoolean("raw"),
                        sealed == null ? body(rows) : SealedText.of(sealed),
                        sealed != null,
                        new DeliveryPolicy(
                                RetryPolicyText.read(retries),
                                rows.getInt("receives_per_second"),
                                rows.getString("content_type")),
                        rows.getInt("retries"),
                        rows.getObject("due", Instant.class).toEpochMilli()));
            }
        }
        return found;
    }

    /** The latest of the outbox, oldest first. */
    static List<Captured> captured(Connection connection) throws SQLException {
        List<Captured> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM (SELECT number, id, topic_arn, subscription_arn,"
                        + " protocol, endpoint, message_id, captured_at, subject, body, long_body, link"
                        + " FROM sns_deliveries.outbox"
                        + " ORDER BY number DESC FETCH FIRST " + Outbox.MOST + " ROWS ONLY) ORDER BY number")) {
            while (rows.next()) {
                found.add(new Captured(
                        rows.getObject("id", UUID.class),
                        rows.getObject("captured_at", Instant.class).toEpochMilli(),
                        destination(rows, null),
                        rows.getString("message_id"),
                        rows.getString("subject"),
                        body(rows),
                        rows.getString("link")));
            }
        }
        return found;
    }

    private static String body(ResultSet rows) throws SQLException {
        String lengthy = rows.getString("long_body");
        return lengthy == null ? rows.getString("body") : lengthy;
    }

    private static Delivery.Destination destination(ResultSet rows, String deadLetterArn) throws SQLException {
        return new Delivery.Destination(
                rows.getString("topic_arn"),
                rows.getString("subscription_arn"),
                rows.getString("protocol"),
                rows.getString("endpoint"),
                deadLetterArn);
    }
}
