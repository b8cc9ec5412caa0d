package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.engine.message.AttributesText;
import dev.haar.engine.queue.QueueChange.DeduplicationEnded;
import dev.haar.engine.queue.QueueChange.MessageDeleted;
import dev.haar.engine.queue.QueueChange.MessageGivenBack;
import dev.haar.engine.queue.QueueChange.MessageMoved;
import dev.haar.engine.queue.QueueChange.MessageReceived;
import dev.haar.engine.queue.QueueChange.MessageSent;
import dev.haar.engine.queue.QueueChange.MoveTaskChanged;
import dev.haar.engine.queue.QueueChange.MoveTaskForgotten;
import dev.haar.engine.queue.QueueChange.QueueConfigured;
import dev.haar.engine.queue.QueueChange.QueueCreated;
import dev.haar.engine.queue.QueueChange.QueueDeleted;
import dev.haar.engine.queue.QueueChange.QueueForgotten;
import dev.haar.engine.queue.QueueChange.QueuePurged;
import dev.haar.engine.queue.QueueChange.QueueTagged;
import dev.haar.engine.queue.QueueChange.SequencesReserved;
import dev.haar.engine.queue.QueueChange.VisibilityChanged;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How what happens to queues and messages becomes rows. The tables are documented in docs/state.md. */
public final class QueueTables implements Tables {
    /** The longest text that a VARCHAR takes, and the most bytes that a VARBINARY does: an encrypted body may have more. */
    private static final int LONGEST_VARCHAR = 1_048_576;

    /** How many rows of what is gone already one portion of tidying removes. */
    private static final int PORTION = 1000;

    private static final long NAME_TAKEN_MILLIS = 60_000;

    /** The number of each queue: it is the upper part of its messages' ids. */
    private final Map<QueueAddress, Integer> numbers = new HashMap<>();

    private final Deque<MessageIds.Range> discards = new ArrayDeque<>();
    private int lastNumber;

    @Override
    public String schema() {
        return "sqs";
    }

    @Override
    public List<List<String>> migrations() {
        return QueueSchema.STEPS;
    }

    @Override
    public void opened(Connection reading) throws SQLException {
        numbers.clear();
        discards.clear();
        lastNumber = 0;
        try (Statement statement = reading.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT number, account, region, name FROM sqs.queues")) {
                while (rows.next()) {
                    numbers.put(
                            new QueueAddress(rows.getString(2), rows.getString(3), rows.getString(4)), rows.getInt(1));
                    lastNumber = Math.max(lastNumber, rows.getInt(1));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT first_id, last_id FROM sqs.discards ORDER BY first_id")) {
                while (rows.next()) {
                    MessageIds.Range range = new MessageIds.Range(rows.getLong(1), rows.getLong(2));
                    discards.add(range);
                    lastNumber = Math.max(lastNumber, MessageIds.queue(range.last()));
                }
            }
        }
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof QueueChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof MessageSent sent) {
            sent(sent, to);
        } else if (change instanceof MessageReceived received) {
            received(received, to);
        } else if (change instanceof MessageDeleted deleted) {
            delete(id(deleted.queue(), deleted.sequence()), to);
        } else if (change instanceof VisibilityChanged changed) {
            to.update(
                    "UPDATE sqs.messages SET visible_at = ? WHERE id = ?",
                    Instant.ofEpochMilli(changed.visibleAt()),
                    id(changed.queue(), changed.sequence()));
        } else if (change instanceof MessageGivenBack back) {
            to.update(
                    "UPDATE sqs.messages SET visible_at = sent_at, first_received_at = ?, receive_count = ?, receives = ?"
                            + " WHERE id = ?",
                    instant(back.firstReceivedAt()),
                    back.receiveCount(),
                    back.receives(),
                    id(back.queue(), back.sequence()));
        } else if (change instanceof MessageMoved moved) {
            delete(id(moved.queue(), moved.sequence()), to);
            insert(
                    id(moved.target(), moved.targetSequence()),
                    moved.content(),
                    moved.content().sentAt(),
                    to);
        } else if (change instanceof MoveTaskChanged || change instanceof MoveTaskForgotten) {
            writeTask((QueueChange) change, to);
        } else {
            writeQueue((QueueChange) change, to);
        }
    }

    /** Removes rows of messages that went with a purge or with their queue. */
    @Override
    public boolean tidy(Statements to) throws SQLException {
        MessageIds.Range range = discards.peek();
        if (range == null) {
            return false;
        }
        int bodies = to.update(
                "DELETE FROM sqs.message_bodies WHERE id BETWEEN ? AND ? FETCH FIRST " + PORTION + " ROWS ONLY",
                range.first(),
                range.last());
        int messages = to.update(
                "DELETE FROM sqs.messages WHERE id BETWEEN ? AND ? FETCH FIRST " + PORTION + " ROWS ONLY",
                range.first(),
                range.last());
        if (bodies < PORTION && messages < PORTION) {
            to.update("DELETE FROM sqs.discards WHERE first_id = ? AND last_id = ?", range.first(), range.last());
            discards.remove();
        }
        return true;
    }

    private void writeQueue(QueueChange change, Statements to) throws SQLException {
        if (change instanceof QueueCreated created) {
            create(created, to);
        } else if (change instanceof QueueConfigured configured) {
            int number = number(configured.queue());
            to.update(
                    "UPDATE sqs.queues SET modified_at = ?, former_scope_until = ? WHERE number = ?",
                    Instant.ofEpochMilli(configured.modifiedAt()),
                    instant(configured.formerScopeUntil()),
                    number);
            attributes(number, configured.settings().chosen(), to);
        } else if (change instanceof QueueTagged tagged) {
            tags(number(tagged.queue()), tagged.tags(), to);
        } else if (change instanceof QueueDeleted deleted) {
            forget(deleted.queue(), to);
            // Names are taken for a minute; older ones are of no use.
            to.update(
                    "DELETE FROM sqs.deleted_queues WHERE deleted_at < ?",
                    Instant.ofEpochMilli(deleted.deletedAt() - NAME_TAKEN_MILLIS));
            to.update(
                    "INSERT INTO sqs.deleted_queues (account, region, name, deleted_at) VALUES (?, ?, ?, ?)",
                    deleted.queue().account(),
                    deleted.queue().region(),
                    deleted.queue().name(),
                    Instant.ofEpochMilli(deleted.deletedAt()));
        } else if (change instanceof QueueForgotten forgotten) {
            forget(forgotten.queue(), to);
        } else if (change instanceof SequencesReserved reserved) {
            to.update(
                    "UPDATE sqs.queues SET last_sequence = ? WHERE number = ?",
                    reserved.upTo(),
                    number(reserved.queue()));
        } else if (change instanceof DeduplicationEnded ended) {
            forgetDeduplication(number(ended.queue()), ended.upTo(), to);
        } else if (change instanceof QueuePurged purged) {
            int number = number(purged.queue());
            to.update(
                    "UPDATE sqs.queues SET purged_at = ?, purged_up_to = ? WHERE number = ?",
                    Instant.ofEpochMilli(purged.purgedAt()),
                    purged.upTo(),
                    number);
            forgetDeduplication(number, purged.upTo(), to);
            discard(MessageIds.upTo(number, purged.upTo()), to);
        }
    }

    private static void writeTask(QueueChange change, Statements to) throws SQLException {
        if (change instanceof MoveTaskForgotten forgotten) {
            to.update("DELETE FROM sqs.move_tasks WHERE id = ?", forgotten.task());
        } else if (change instanceof MoveTaskChanged changed) {
            MoveTask task = changed.task();
            to.update(
                    "MERGE INTO sqs.move_tasks (id, source_arn, destination_arn, messages_per_second, started_at, to_move,"
                            + " moved, status, failure_reason) KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    task.id(),
                    task.source().arn(),
                    task.destination().map(QueueAddress::arn).orElse(null),
                    task.messagesPerSecond(),
                    Instant.ofEpochMilli(task.startedAt()),
                    task.toMove(),
                    task.moved(),
                    task.status().name(),
                    task.failureReason());
        }
    }

    private void create(QueueCreated created, Statements to) throws SQLException {
        QueueAddress address = created.queue();
        int number = ++lastNumber;
        numbers.put(address, number);
        to.update(
                "DELETE FROM sqs.deleted_queues WHERE account = ? AND region = ? AND name = ?",
                address.account(),
                address.region(),
                address.name());
        to.update(
                "INSERT INTO sqs.queues (number, account, region, name, incarnation, created_at, modified_at, purged_up_to,"
                        + " last_sequence) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
                number,
                address.account(),
                address.region(),
                address.name(),
                created.incarnation(),
                Instant.ofEpochMilli(created.createdAt()),
                Instant.ofEpochMilli(created.createdAt()),
                QueueContext.RESERVED_AHEAD);
        attributes(number, created.settings().chosen(), to);
        tags(number, created.tags(), to);
    }

    private static void attributes(int number, Map<String, String> attributes, Statements to) throws SQLException {
        to.update("DELETE FROM sqs.queue_attributes WHERE queue_number = ?", number);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            to.update(
                    "INSERT INTO sqs.queue_attributes (queue_number, name, attribute_value) VALUES (?, ?, ?)",
                    number,
                    attribute.getKey(),
                    attribute.getValue());
        }
    }

    private static void tags(int number, Map<String, String> tags, Statements to) throws SQLException {
        to.update("DELETE FROM sqs.queue_tags WHERE queue_number = ?", number);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            to.update(
                    "INSERT INTO sqs.queue_tags (queue_number, tag_key, tag_value) VALUES (?, ?, ?)",
                    number,
                    tag.getKey(),
                    tag.getValue());
        }
    }

    private void forget(QueueAddress address, Statements to) throws SQLException {
        int number = number(address);
        to.update("DELETE FROM sqs.queue_attributes WHERE queue_number = ?", number);
        to.update("DELETE FROM sqs.queue_tags WHERE queue_number = ?", number);
        to.update("DELETE FROM sqs.queues WHERE number = ?", number);
        forgetDeduplication(number, MessageIds.LAST_SEQUENCE, to);
        discard(MessageIds.upTo(number, MessageIds.LAST_SEQUENCE), to);
    }

    private static void forgetDeduplication(int number, long upTo, Statements to) throws SQLException {
        MessageIds.Range range = MessageIds.upTo(number, upTo);
        to.update("DELETE FROM sqs.deduplications WHERE id BETWEEN ? AND ?", range.first(), range.last());
    }

    /** Leaves the rows of messages that nobody can see any more to be tidied away, a portion at a time. */
    private void discard(MessageIds.Range range, Statements to) throws SQLException {
        to.update("INSERT INTO sqs.discards (first_id, last_id) VALUES (?, ?)", range.first(), range.last());
        discards.add(range);
    }

    private void sent(MessageSent sent, Statements to) throws SQLException {
        long id = id(sent.queue(), sent.sequence());
        MessageContent content = sent.content();
        insert(id, content, sent.visibleAt(), to);
        if (sent.deduplicatedUntil() != 0) {
            to.update(
                    "INSERT INTO sqs.deduplications (id, scope, deduplication_id, message_id, remembered_until)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    id,
                    sent.deduplicationScope(),
                    content.extras().deduplicationId(),
                    content.id(),
                    Instant.ofEpochMilli(sent.deduplicatedUntil()));
        }
    }

    private void received(MessageReceived received, Statements to) throws SQLException {
        Instant receivedAt = Instant.ofEpochMilli(received.receivedAt());
        to.update(
                "UPDATE sqs.messages SET visible_at = ?, received_at = ?,"
                        + " first_received_at = COALESCE(first_received_at, ?), receive_count = ?, receives = ?,"
                        + " receive_attempt_id = ? WHERE id = ?",
                Instant.ofEpochMilli(received.visibleAt()),
                receivedAt,
                receivedAt,
                received.receiveCount(),
                received.receives(),
                received.attemptId(),
                id(received.queue(), received.sequence()));
    }

    private static void insert(long id, MessageContent content, long visibleAt, Statements to) throws SQLException {
        Message.Extras extras = content.extras();
        to.update(
                "INSERT INTO sqs.messages (id, message_id, group_id, deduplication_id, sender_id, sent_at, visible_at,"
                        + " first_received_at, receive_count, receives, trace_header, dead_letter_source, enqueued_at,"
                        + " body_md5) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
                id,
                content.id(),
                content.groupId(),
                extras.deduplicationId(),
                content.senderId(),
                Instant.ofEpochMilli(content.sentAt()),
                Instant.ofEpochMilli(visibleAt),
                instant(content.firstReceivedAt()),
                content.receiveCount(),
                extras.traceHeader(),
                extras.deadLetterSource(),
                instant(extras.enqueuedAt()),
                content.bodyMd5().digest());
        String attributes = AttributesText.write(content.attributes());
        boolean fits = attributes == null || attributes.length() <= LONGEST_VARCHAR;
        byte[] body = content.body().getBytes(StandardCharsets.UTF_8);
        boolean bodyFits = body.length <= LONGEST_VARCHAR;
        to.update(
                "INSERT INTO sqs.message_bodies (id, body, long_body, attributes, long_attributes)"
                        + " VALUES (?, ?, ?, ?, ?)",
                id,
                bodyFits ? body : null,
                bodyFits ? null : body,
                fits ? attributes : null,
                fits ? null : attributes);
    }

    private static void delete(long id, Statements to) throws SQLException {
        to.update("DELETE FROM sqs.messages WHERE id = ?", id);
        to.update("DELETE FROM sqs.message_bodies WHERE id = ?", id);
    }

    private long id(QueueAddress queue, long sequence) {
        return MessageIds.of(number(queue), sequence);
    }

    /** What is written of a queue that is gone, such as the end of a receive, concerns no row: no queue has number 0. */
    private int number(QueueAddress queue) {
        return numbers.getOrDefault(queue, 0);
    }

    private static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
