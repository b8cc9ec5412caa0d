package dev.haar.engine.archive;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.engine.archive.ArchiveChange.ArchiveDiscarded;
import dev.haar.engine.archive.ArchiveChange.MessageArchived;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.AttributesText;
import dev.haar.engine.sse.SealedText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** How archived messages become rows. The tables are documented in docs/state.md. */
public final class ArchiveTables implements Tables {
    /** After how many messages those that are no longer kept are removed; twice as many go at a time. */
    private static final int TIDYING = 256;

    /** How many rows of a discarded archive are removed at a time. */
    private static final int PORTION = 500;

    private final Deque<UUID> discards = new ArrayDeque<>();
    private int archived;

    @Override
    public String schema() {
        return "sns_archive";
    }

    @Override
    public List<List<String>> migrations() {
        List<String> first = List.of(
                "CREATE SCHEMA sns_archive",
                "CREATE TABLE sns_archive.messages (archive UUID NOT NULL, sequence BIGINT NOT NULL,"
                        + " published_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, message_id VARCHAR(64) NOT NULL,"
                        + " group_id VARCHAR(128) NOT NULL, deduplication_id VARCHAR(128) NOT NULL, subject VARCHAR,"
                        + " body VARCHAR NOT NULL, bodies VARCHAR, attributes VARCHAR, trace_header VARCHAR,"
                        + " endpoint_url VARCHAR NOT NULL, PRIMARY KEY (archive, sequence))",
                "CREATE INDEX sns_archive.messages_by_time ON sns_archive.messages (archive, published_at, sequence)",
                "CREATE TABLE sns_archive.discards (archive UUID PRIMARY KEY)");
        List<String> second =
                List.of("ALTER TABLE sns_archive.messages ADD COLUMN IF NOT EXISTS sealed_body BINARY LARGE OBJECT");
        return List.of(first, second);
    }

    @Override
    public void opened(Connection reading) throws SQLException {
        discards.clear();
        try (Statement statement = reading.createStatement();
                ResultSet rows = statement.executeQuery("SELECT archive FROM sns_archive.discards")) {
            while (rows.next()) {
                discards.add(rows.getObject(1, UUID.class));
            }
        }
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof ArchiveChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof MessageArchived message) {
            write(message.message(), to);
            archived++;
            if (archived % TIDYING == 0) {
                to.update(
                        "DELETE FROM sns_archive.messages WHERE archive = ? AND published_at < ? FETCH FIRST "
                                + 2 * TIDYING + " ROWS ONLY",
                        message.message().archive(),
                        Instant.ofEpochMilli(message.beginning()));
            }
        } else if (change instanceof ArchiveDiscarded discarded) {
            to.update("MERGE INTO sns_archive.discards (archive) KEY (archive) VALUES (?)", discarded.archive());
            discards.add(discarded.archive());
        }
    }

    @Override
    public boolean tidy(Statements to) throws SQLException {
        UUID archive = discards.peek();
        if (archive == null) {
            return false;
        }
        int removed = to.update(
                // Its commit may have been refused since.
                "DELETE FROM sns_archive.messages WHERE archive = ? AND EXISTS (SELECT 1 FROM sns_archive.discards d"
                        + " WHERE d.archive = messages.archive) FETCH FIRST " + PORTION + " ROWS ONLY",
                archive);
        if (removed < PORTION) {
            to.update("DELETE FROM sns_archive.discards WHERE archive = ?", archive);
            discards.remove();
        }
        return true;
    }

    private static void write(ArchivedMessage message, Statements to) throws SQLException {
        to.update(
                "INSERT INTO sns_archive.messages (archive, sequence, published_at, message_id, group_id,"
                        + " deduplication_id, subject, body, sealed_body, bodies, attributes, trace_header, endpoint_url)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message.archive(),
                message.sequence(),
                Instant.ofEpochMilli(message.at()),
                message.messageId(),
                message.groupId(),
                message.deduplicationId(),
                message.subject(),
                message.sealed() ? "" : message.message(),
                message.sealed() ? SealedText.bytes(message.message()) : null,
                message.bodies().isEmpty() ? null : JsonText.write(message.bodies()),
                AttributesText.write(message.attributes()),
                message.traceHeader(),
                message.endpointUrl());
    }
}
