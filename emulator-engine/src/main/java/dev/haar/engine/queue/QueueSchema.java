package dev.haar.engine.queue;

import java.util.List;

/** The statements that make the tables of queues and messages. Steps that have been released never change. */
final class QueueSchema {
    private static final String MOMENT = " TIMESTAMP(3) WITH TIME ZONE";

    private static final List<String> FIRST = List.of(
            "CREATE SCHEMA sqs",
            "CREATE TABLE sqs.queues (number INTEGER PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                    + " region VARCHAR(64) NOT NULL, name VARCHAR(80) NOT NULL, incarnation BIGINT NOT NULL,"
                    + " created_at" + MOMENT + " NOT NULL, modified_at" + MOMENT + " NOT NULL, purged_at" + MOMENT
                    + ", purged_up_to BIGINT NOT NULL, last_sequence BIGINT NOT NULL)",
            "CREATE TABLE sqs.queue_attributes (queue_number INTEGER NOT NULL, name VARCHAR(64) NOT NULL,"
                    + " attribute_value VARCHAR NOT NULL, PRIMARY KEY (queue_number, name))",
            "CREATE TABLE sqs.queue_tags (queue_number INTEGER NOT NULL, tag_key VARCHAR(256) NOT NULL,"
                    + " tag_value VARCHAR(1024) NOT NULL, PRIMARY KEY (queue_number, tag_key))",
            "CREATE TABLE sqs.deleted_queues (account VARCHAR(12) NOT NULL, region VARCHAR(64) NOT NULL,"
                    + " name VARCHAR(80) NOT NULL, deleted_at" + MOMENT + " NOT NULL)",
            "CREATE TABLE sqs.messages (id BIGINT PRIMARY KEY, message_id UUID NOT NULL, group_id VARCHAR(128),"
                    + " deduplication_id VARCHAR(128), sender_id VARCHAR NOT NULL, sent_at" + MOMENT
                    + " NOT NULL, visible_at" + MOMENT + " NOT NULL, received_at" + MOMENT + ", first_received_at"
                    + MOMENT + ", receive_count INTEGER NOT NULL, receives INTEGER NOT NULL, trace_header VARCHAR,"
                    + " dead_letter_source VARCHAR, enqueued_at" + MOMENT + ", body_md5 BINARY(16) NOT NULL)",
            // Apart from the messages, so that a start need not read them.
            "CREATE TABLE sqs.message_bodies (id BIGINT PRIMARY KEY, body VARCHAR NOT NULL, attributes VARCHAR,"
                    + " long_attributes CLOB)",
            "CREATE TABLE sqs.deduplications (id BIGINT PRIMARY KEY, scope VARCHAR(128),"
                    + " deduplication_id VARCHAR(128) NOT NULL, message_id UUID NOT NULL, remembered_until" + MOMENT
                    + " NOT NULL)",
            "CREATE TABLE sqs.move_tasks (id UUID PRIMARY KEY, source_arn VARCHAR NOT NULL, destination_arn VARCHAR,"
                    + " messages_per_second INTEGER, started_at" + MOMENT
                    + " NOT NULL, to_move INTEGER NOT NULL, moved INTEGER NOT NULL, status VARCHAR(16) NOT NULL,"
                    + " failure_reason VARCHAR)",
            "CREATE TABLE sqs.discards (first_id BIGINT NOT NULL, last_id BIGINT NOT NULL)",
            // For people: what a message is, in one row.
            "CREATE VIEW sqs.messages_in_queues AS SELECT q.account, q.region, q.name AS queue_name, m.*, b.body,"
                    + " b.attributes FROM sqs.messages m"
                    + " JOIN sqs.queues q ON m.id BETWEEN CAST(q.number AS BIGINT) * " + (MessageIds.LAST_SEQUENCE + 1)
                    + " + q.purged_up_to + 1 AND CAST(q.number AS BIGINT) * " + (MessageIds.LAST_SEQUENCE + 1) + " + "
                    + MessageIds.LAST_SEQUENCE + " JOIN sqs.message_bodies b ON b.id = m.id");

    /** Bodies as bytes, which H2 writes in half the time; and what names a receive that may be repeated. */
    private static final List<String> SECOND = List.of(
            "DROP VIEW IF EXISTS sqs.messages_in_queues",
            "ALTER TABLE sqs.message_bodies ALTER COLUMN body SET DATA TYPE VARBINARY USING STRINGTOUTF8(body)",
            "ALTER TABLE sqs.message_bodies ALTER COLUMN body DROP NOT NULL",
            "ALTER TABLE sqs.message_bodies ADD COLUMN IF NOT EXISTS long_body BLOB",
            "ALTER TABLE sqs.messages ADD COLUMN IF NOT EXISTS receive_attempt_id VARCHAR(128)",
            "CREATE OR REPLACE VIEW sqs.messages_in_queues AS SELECT q.account, q.region, q.name AS queue_name, m.*,"
                    + " UTF8TOSTRING(COALESCE(b.body, b.long_body)) AS body, b.attributes FROM sqs.messages m"
                    + " JOIN sqs.queues q ON m.id BETWEEN CAST(q.number AS BIGINT) * " + (MessageIds.LAST_SEQUENCE + 1)
                    + " + q.purged_up_to + 1 AND CAST(q.number AS BIGINT) * " + (MessageIds.LAST_SEQUENCE + 1) + " + "
                    + MessageIds.LAST_SEQUENCE + " JOIN sqs.message_bodies b ON b.id = m.id");

    private static final List<String> THIRD =
            List.of("ALTER TABLE sqs.queues ADD COLUMN IF NOT EXISTS former_scope_until" + MOMENT);

    static final List<List<String>> STEPS = List.of(FIRST, SECOND, THIRD);

    private QueueSchema() {}
}
