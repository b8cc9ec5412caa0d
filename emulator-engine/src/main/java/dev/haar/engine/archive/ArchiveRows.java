package dev.haar.engine.archive;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.AttributesText;
import dev.haar.engine.sse.SealedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what {@link ArchiveTables} wrote. */
final class ArchiveRows {
    private ArchiveRows() {}

    static List<ArchivedMessage> read(Connection tables, Archive.Range range, int most) throws SQLException {
        // Messages lie by their sequence numbers, and times grow with these: what is too early is skipped by one look.
        long after = Math.max(range.after(), beforeFirst(tables, range));
        List<ArchivedMessage> messages = new ArrayList<>();
        try (PreparedStatement query = tables.prepareStatement("SELECT sequence, published_at, message_id, group_id,"
                + " deduplication_id, subject, body, sealed_body, bodies, attributes, trace_header, endpoint_url"
                + " FROM sns_archive.messages WHERE archive = ? AND sequence > ? AND sequence <= ?"
                + " ORDER BY sequence FETCH FIRST ? ROWS ONLY")) {
            query.setObject(1, range.archive());
            query.setLong(2, after);
            query.setLong(3, range.upTo());
            query.setInt(4, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    messages.add(message(range.archive(), rows));
                }
            }
        }
        return messages;
    }

    private static long beforeFirst(Connection tables, Archive.Range range) throws SQLException {
        try (PreparedStatement query = tables.prepareStatement("SELECT sequence FROM sns_archive.messages"
                + " WHERE archive = ? AND published_at >= ? ORDER BY published_at, sequence FETCH FIRST 1 ROW ONLY")) {
            query.setObject(1, range.archive());
            query.setObject(2, Instant.ofEpochMilli(range.from()));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) - 1 : Long.MAX_VALUE;
            }
        }
    }

    private static ArchivedMessage message(UUID archive, ResultSet rows) throws SQLException {
        byte[] sealed = rows.getBytes("sealed_body");
        String bodies = rows.getString("bodies");
        return new ArchivedMessage(
                archive,
                rows.getLong("sequence"),
                rows.getObject("published_at", Instant.class).toEpochMilli(),
                rows.getString("message_id"),
                sealed == null ? rows.getString("body") : SealedText.of(sealed),
                bodies == null ? Map.of() : texts(bodies),
                sealed != null,
                rows.getString("subject"),
                AttributesText.read(rows.getString("attributes")),
                rows.getString("group_id"),
                rows.getString("deduplication_id"),
                rows.getString("trace_header"),
                rows.getString("endpoint_url"));
    }

    /** The texts for protocols in a JSON object. */
    static Map<String, String> texts(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonText.parseObject(json)
                .orElseThrow(() -> new IllegalStateException("This is no JSON object: " + json))
                .forEach((protocol, text) -> texts.put(protocol, (String) text));
        return texts;
    }
}
