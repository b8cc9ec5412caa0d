package dev.haar.engine.queue;

import static java.util.Collections.nCopies;

import dev.haar.engine.message.AttributesText;
import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.settings.QueueSettings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what {@link QueueTables} wrote. */
final class QueueRows {
    /** How many messages are read to learn how large they are: a result lies in memory as a whole. */
    private static final int FIRST_PORTION = 50;

    private static final int STANDING_PORTION = 10_000;

    private static final String MESSAGES = "SELECT m.id, m.message_id, m.group_id, m.deduplication_id, m.sender_id,"
            + " m.sent_at, m.visible_at, m.received_at, m.first_received_at, m.receive_count, m.receives, m.trace_header,"
            + " m.dead_letter_source, m.enqueued_at, m.body_md5, COALESCE(b.body, b.long_body), b.attributes, b.long_attributes"
            + " FROM sqs.messages m JOIN sqs.message_bodies b ON b.id = m.id";

    private final Connection connection;

    QueueRows(Connection connection) {
        this.connection = connection;
    }

    /** A queue without its messages. */
    record StoredQueue(
            int number,
            QueueAddress address,
            long incarnation,
            Queue.Origin origin,
            long purgedUpTo,
            long lastSequence,
            long formerScopeUntil,
            QueueSettings settings,
            Map<String, String> tags) {}

    /** Where a message stands. */
    record Standing(long sequence, long visibleAt, int receives, long retainedSince) {}

    /** A message and what became of it. */
    record StoredMessage(Standing standing, MessageContent content, long receivedAt) {}

    /** How many messages there are, and the sequence number of the last. */
    record Count(int messages, long last) {}

    /** Some messages, which are all that there are up to a sequence number. */
    record Rows(List<StoredMessage> messages, long upTo) {}

    /** A deduplication id that is remembered. */
    record StoredDeduplication(DeduplicationWindow.Key key, DeduplicationWindow.Entry entry) {}

    /** Takes one row after the other. */
    interface Reader<T> {
        void take(T row);
    }

    List<StoredQueue> queues() throws SQLException {
        Map<Integer, Map<String, String>> attributes =
                maps("SELECT queue_number, name, attribute_value FROM sqs.queue_attributes");
        Map<Integer, Map<String, String>> tags = maps("SELECT queue_number, tag_key, tag_value FROM sqs.queue_tags");
        List<StoredQueue> queues = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT number, account, region, name, incarnation, created_at,"
                                + " modified_at, purged_at, purged_up_to, last_sequence, former_scope_until FROM sqs.queues ORDER BY number")) {
            while (rows.next()) {
                int number = rows.getInt(1);
                QueueAddress address = new QueueAddress(rows.getString(2), rows.getString(3), rows.getString(4));
                queues.add(new StoredQueue(
                        number,
                        address,
                        rows.getLong(5),
                        new Queue.Origin(millis(rows, 6), millis(rows, 7), millis(rows, 8)),
                        rows.getLong(9),
                        rows.getLong(10),
                        millis(rows, 11),
                        QueueSettings.of(address.isFifo(), attributes.getOrDefault(number, Map.of())),
                        tags.getOrDefault(number, Map.of())));
            }
        }
        return queues;
    }

    /**
     * Reads a page of a queue's tail.
     *
     * @param most how many messages at most
     * @param manyBytes after how many bytes of bodies no further message is read
     */
    Rows page(QueueAddress queue, Tail.Page page, int most, long manyBytes) throws SQLException {
        int number = number(queue);
        if (page instanceof Tail.Page.Range range) {
            return range(number, range, most, manyBytes);
        }
        if (page instanceof Tail.Page.Others others) {
            return range(number, others.range(), others.tenants(), most, manyBytes);
        }
        List<StoredMessage> messages = new ArrayList<>();
        singles(number, ((Tail.Page.Singles) page).sequences(), messages::add);
        return new Rows(messages, 0);
    }

    /** Reads the first messages of a range; see {@link #page}. */
    Rows range(int number, Tail.Page.Range range, int most, long manyBytes) throws SQLException {
        return range(number, range, Set.of(), most, manyBytes);
    }

    private Rows range(int number, Tail.Page.Range range, Set<String> butTenants, int most, long manyBytes)
            throws SQLException {
        List<StoredMessage> messages = new ArrayList<>();
        long last = MessageIds.of(number, range.upTo());
        long after = MessageIds.of(number, range.after());
        long bytes = 0;
        try (PreparedStatement query = connection.prepareStatement(MESSAGES + " WHERE m.id > ? AND m.id <= ?"
                + but(butTenants) + " ORDER BY m.id FETCH FIRST ? ROWS ONLY")) {
            int parameter = 3;
            for (String tenant : butTenants) {
                query.setString(parameter++, tenant);
            }
            int portion = Math.min(most, FIRST_PORTION);
            while (messages.size() < most && bytes < manyBytes) {
                query.setLong(1, after);
                query.setLong(2, last);
                query.setInt(parameter, portion);
                int read = 0;
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        after = rows.getLong(1);
                        StoredMessage message = message(rows);
                        messages.add(message);
                        bytes += message.content().body().length() + 1;
                        read++;
                    }
                }
                if (read < portion) {
                    return new Rows(messages, range.upTo());
                }
                long wanted = Math.max(1, (manyBytes - bytes) * messages.size() / bytes);
                portion = (int) Math.min(wanted, most - messages.size());
            }
        }
        return new Rows(messages, MessageIds.sequence(after));
    }

    private static String but(Set<String> tenants) {
        return tenants.isEmpty()
                ? ""
                : " AND (m.group_id IS NULL OR m.group_id NOT IN (" + String.join(", ", nCopies(tenants.size(), "?"))
                        + "))";
    }

    /** Reads single messages, as far as they are there. */
    void singles(int number, List<Long> sequences, Reader<StoredMessage> reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MESSAGES + " WHERE m.id = ?")) {
            for (long sequence : sequences) {
                query.setLong(1, MessageIds.of(number, sequence));
                try (ResultSet rows = query.executeQuery()) {
                    if (rows.next()) {
                        reader.take(message(rows));
                    }
                }
            }
        }
    }

    /** Reads what single messages say, as far as they are there. */
    Map<Long, Stowage.Load> loads(QueueAddress queue, List<Long> sequences) throws SQLException {
        Map<Long, Stowage.Load> loads = new HashMap<>();
        singles(
                number(queue),
                sequences,
                message -> loads.put(
                        message.standing().sequence(), message.content().load()));
        return loads;
    }

    /** How many messages of a queue there are behind a sequence number, and the last of them. */
    Count count(int number, long behind) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT COUNT(*), MAX(id) FROM sqs.messages WHERE id > ? AND id <= ?")) {
            query.setLong(1, MessageIds.of(number, behind));
            query.setLong(2, MessageIds.of(number, MessageIds.LAST_SEQUENCE));
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return new Count(rows.getInt(1), MessageIds.sequence(rows.getLong(2)));
            }
        }
    }

    /**
     * Reads, in order and without what they say, where those messages of a queue stand that are behind a sequence number and
     * not simply visible.
     *
     * @param now what is to be visible later than that is not
     * @param retainedSince what is in the queue since later than that is not, either
     */
    void standing(int number, long behind, long now, long retainedSince, Reader<Standing> reader) throws SQLException {
        long last = MessageIds.of(number, MessageIds.LAST_SEQUENCE);
        long after = MessageIds.of(number, behind);
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id, visible_at, receives, COALESCE(enqueued_at, sent_at)"
                        + " FROM sqs.messages WHERE id > ? AND id <= ?"
                        + " AND (receives > 0 OR visible_at > ? OR COALESCE(enqueued_at, sent_at) > ?)"
                        + " ORDER BY id FETCH FIRST " + STANDING_PORTION + " ROWS ONLY")) {
            int read = STANDING_PORTION;
            while (read == STANDING_PORTION) {
                query.setLong(1, after);
                query.setLong(2, last);
                query.setObject(3, Instant.ofEpochMilli(now));
                query.setObject(4, Instant.ofEpochMilli(retainedSince));
                read = 0;
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        after = rows.getLong(1);
                        read++;
                        reader.take(new Standing(
                                MessageIds.sequence(after), millis(rows, 2), rows.getInt(3), millis(rows, 4)));
                    }
                }
            }
        }
    }

    /** The deduplication ids of a queue that are remembered beyond the given time, the oldest first. */
    void deduplications(StoredQueue queue, long now, Reader<StoredDeduplication> reader) throws SQLException {
        MessageIds.Range range = MessageIds.upTo(queue.number(), MessageIds.LAST_SEQUENCE);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, scope, deduplication_id, message_id, remembered_until FROM sqs.deduplications"
                        + " WHERE id BETWEEN ? AND ? AND remembered_until > ? ORDER BY id")) {
            query.setLong(1, range.first());
            query.setLong(2, range.last());
            query.setObject(3, Instant.ofEpochMilli(now));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.take(new StoredDeduplication(
                            new DeduplicationWindow.Key(rows.getString(2), rows.getString(3)),
                            new DeduplicationWindow.Entry(
                                    rows.getObject(4, UUID.class),
                                    MessageIds.sequence(rows.getLong(1)),
                                    millis(rows, 5),
                                    null)));
                }
            }
        }
    }

    /** The sequence numbers of what named receives since the given time were handed out, by their names in order of time. */
    Map<String, List<Long>> attempts(StoredQueue queue, long since) throws SQLException {
        Map<String, List<Long>> attempts = new LinkedHashMap<>();
        MessageIds.Range range = MessageIds.upTo(queue.number(), MessageIds.LAST_SEQUENCE);
        try (PreparedStatement query = connection.prepareStatement("SELECT receive_attempt_id, id FROM sqs.messages"
                + " WHERE id BETWEEN ? AND ? AND receive_attempt_id IS NOT NULL AND received_at > ?"
                + " ORDER BY received_at, id")) {
            query.setLong(1, range.first());
            query.setLong(2, range.last());
            query.setObject(3, Instant.ofEpochMilli(since));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    attempts.computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                            .add(MessageIds.sequence(rows.getLong(2)));
                }
            }
        }
        return attempts;
    }

    /** When queues were deleted whose names may still be taken. */
    Map<QueueAddress, Long> deletions() throws SQLException {
        Map<QueueAddress, Long> deletions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT account, region, name, deleted_at FROM sqs.deleted_queues ORDER BY deleted_at")) {
            while (rows.next()) {
                deletions.put(
                        new QueueAddress(rows.getString(1), rows.getString(2), rows.getString(3)), millis(rows, 4));
            }
        }
        return deletions;
    }

    /** All move tasks, the oldest first. */
    List<MoveTask> moveTasks() throws SQLException {
        List<MoveTask> tasks = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id, source_arn, destination_arn, messages_per_second,"
                                + " started_at, to_move, moved, status, failure_reason FROM sqs.move_tasks ORDER BY started_at")) {
            while (rows.next()) {
                tasks.add(new MoveTask(
                        rows.getObject(1, UUID.class),
                        QueueAddress.ofArn(rows.getString(2)).orElseThrow(),
                        Optional.ofNullable(rows.getString(3)).flatMap(QueueAddress::ofArn),
                        rows.getObject(4, Integer.class),
                        millis(rows, 5),
                        rows.getInt(6),
                        rows.getInt(7),
                        MoveTask.Status.valueOf(rows.getString(8)),
                        rows.getString(9)));
            }
        }
        return tasks;
    }

    /** The number of a queue; of one that is gone there are no messages. */
    private int number(QueueAddress queue) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT number FROM sqs.queues WHERE account = ? AND region = ? AND name = ?")) {
            query.setString(1, queue.account());
            query.setString(2, queue.region());
            query.setString(3, queue.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static StoredMessage message(ResultSet rows) throws SQLException {
        String attributes = rows.getString(17);
        String body = new String(rows.getBytes(16), StandardCharsets.UTF_8);
        MessageContent content = new MessageContent(
                rows.getObject(2, UUID.class),
                body,
                Md5.ofDigest(rows.getBytes(15)),
                attributes == null && rows.getString(18) == null
                        ? MessageAttributes.NONE
                        : AttributesText.read(attributes == null ? rows.getString(18) : attributes),
                rows.getString(5),
                rows.getString(3),
                millis(rows, 6),
                millis(rows, 9),
                rows.getInt(10),
                extras(rows));
        return new StoredMessage(
                new Standing(
                        MessageIds.sequence(rows.getLong(1)),
                        millis(rows, 7),
                        rows.getInt(11),
                        content.retainedSince()),
                content,
                millis(rows, 8));
    }

    private static Message.Extras extras(ResultSet rows) throws SQLException {
        Message.Extras extras =
                new Message.Extras(rows.getString(4), rows.getString(12), rows.getString(13), millis(rows, 14));
        return extras.equals(Message.Extras.NONE) ? Message.Extras.NONE : extras;
    }

    private Map<Integer, Map<String, String>> maps(String sql) throws SQLException {
        Map<Integer, Map<String, String>> maps = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                maps.computeIfAbsent(rows.getInt(1), number -> new HashMap<>())
                        .put(rows.getString(2), rows.getString(3));
            }
        }
        return maps;
    }

    private static long millis(ResultSet rows, int column) throws SQLException {
        Instant instant = rows.getObject(column, Instant.class);
        return instant == null ? 0 : instant.toEpochMilli();
    }
}
