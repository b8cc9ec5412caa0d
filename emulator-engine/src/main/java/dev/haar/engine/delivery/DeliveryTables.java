package dev.haar.engine.delivery;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.engine.delivery.DeliveryChange.DeliveryKept;
import dev.haar.engine.delivery.DeliveryChange.DeliveryOver;
import dev.haar.engine.delivery.DeliveryChange.MessageCaptured;
import dev.haar.engine.delivery.DeliveryChange.MessageForgotten;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.sse.SealedText;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** How deliveries under way and the outbox become rows. The tables are documented in docs/state.md. */
public final class DeliveryTables implements Tables {
    /** The longest text that a VARCHAR takes: an envelope of the longest message is longer. */
    private static final int LONGEST_VARCHAR = 1_048_576;

    @Override
    public String schema() {
        return "sns_deliveries";
    }

    @Override
    public List<List<String>> migrations() {
        String destination = " topic_arn VARCHAR(512), subscription_arn VARCHAR(512), protocol VARCHAR(32) NOT NULL,"
                + " endpoint VARCHAR NOT NULL, message_id VARCHAR(64) NOT NULL, ";
        List<String> first = List.of(
                "CREATE SCHEMA sns_deliveries",
                "CREATE TABLE sns_deliveries.pending (id UUID PRIMARY KEY," + destination
                        + "dead_letter_arn VARCHAR(512), message_type VARCHAR(32) NOT NULL, raw BOOLEAN NOT NULL,"
                        + " body VARCHAR NOT NULL, retry_policy VARCHAR NOT NULL, receives_per_second INTEGER NOT NULL,"
                        + " content_type VARCHAR NOT NULL, retries INTEGER NOT NULL,"
                        + " due TIMESTAMP(3) WITH TIME ZONE NOT NULL)",
                "CREATE TABLE sns_deliveries.outbox (number BIGINT GENERATED ALWAYS AS IDENTITY, id UUID PRIMARY KEY,"
                        + destination
                        + "captured_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, subject VARCHAR, body VARCHAR NOT NULL,"
                        + " link VARCHAR)");
        List<String> second = List.of(
                "ALTER TABLE sns_deliveries.pending ADD COLUMN IF NOT EXISTS long_body CHARACTER LARGE OBJECT",
                "ALTER TABLE sns_deliveries.pending ADD COLUMN IF NOT EXISTS sealed_body BINARY LARGE OBJECT",
                "ALTER TABLE sns_deliveries.outbox ADD COLUMN IF NOT EXISTS long_body CHARACTER LARGE OBJECT");
        return List.of(first, second);
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof DeliveryChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof DeliveryKept kept) {
            write(kept.delivery(), to);
        } else if (change instanceof DeliveryOver over) {
            to.update("DELETE FROM sns_deliveries.pending WHERE id = ?", over.id());
        } else if (change instanceof MessageCaptured captured) {
            write(captured.message(), to);
        } else if (change instanceof MessageForgotten forgotten) {
            to.update("DELETE FROM sns_deliveries.outbox WHERE id = ?", forgotten.id());
        }
    }

    private static void write(Delivery delivery, Statements to) throws SQLException {
        Delivery.Destination destination = delivery.to();
        to.update(
                "MERGE INTO sns_deliveries.pending (id, topic_arn, subscription_arn, protocol, endpoint, message_id,"
                        + " dead_letter_arn, message_type, raw, body, long_body, sealed_body, retry_policy,"
                        + " receives_per_second, content_type, retries, due) KEY (id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                delivery.id(),
                destination.topicArn(),
                destination.subscriptionArn(),
                destination.protocol(),
                destination.endpoint(),
                delivery.messageId(),
                destination.deadLetterArn(),
                delivery.type().name(),
                delivery.raw(),
                delivery.sealed() ? "" : brief(delivery.body()),
                delivery.sealed() ? null : lengthy(delivery.body()),
                delivery.sealed() ? SealedText.bytes(delivery.body()) : null,
                JsonText.write(RetryPolicyText.write(delivery.policy().retries())),
                delivery.policy().maxReceivesPerSecond(),
                delivery.policy().contentType(),
                delivery.retries(),
                Instant.ofEpochMilli(delivery.due()));
    }

    private static void write(Captured message, Statements to) throws SQLException {
        to.update(
                "INSERT INTO sns_deliveries.outbox (id, topic_arn, subscription_arn, protocol, endpoint, message_id,"
                        + " captured_at, subject, body, long_body, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message.id(),
                message.to().topicArn(),
                message.to().subscriptionArn(),
                message.to().protocol(),
                message.to().endpoint(),
                message.messageId(),
                Instant.ofEpochMilli(message.at()),
                message.subject(),
                brief(message.body()),
                lengthy(message.body()),
                message.link());
    }

    private static String brief(String body) {
        return body.length() <= LONGEST_VARCHAR ? body : "";
    }

    private static String lengthy(String body) {
        return body.length() <= LONGEST_VARCHAR ? null : body;
    }
}
