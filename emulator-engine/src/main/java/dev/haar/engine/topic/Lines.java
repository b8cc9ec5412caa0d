package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.StringJoiner;

/** JSON as SNS writes it, a member a line with blanks around the colon: some people compare or cut texts. */
final class Lines {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Lines() {}

    /** JSON that is written already. */
    record Written(String json) {}

    static String of(Map<String, ?> members, String indent) {
        StringJoiner lines = new StringJoiner(",\n", "{\n", "\n" + indent + "}");
        members.forEach((name, value) -> lines.add(indent + "  " + JsonText.write(name) + " : "
                + (value instanceof Written written ? written.json : JsonText.write(value))));
        return lines.toString();
    }

    /** A time as it stands in messages. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
