package dev.haar.api.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.core.util.ByteSearch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads structures from AWS JSON. Unknown members are skipped and null is as good as absent; of a member that stands
 * there twice the last counts. Whatever else does not fit is AWS's {@code SerializationException}.
 */
final class JsonReader {
    /** The end of the year 9999: beyond it a time is a mistake. */
    private static final long MOST_SECONDS = 253_402_300_799L;

    /** Where a string ends, or where it takes more than copying. */
    private static final ByteSearch STRING_ENDS = new ByteSearch("\"\\");

    private final JsonFactory factory = JsonFactory.builder()
            // Names come from strangers: they are not kept beyond the parser's own bounded table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    SdkPojo read(byte[] body, int length, SdkPojo builder, Shape shape) {
        try (JsonParser parser = factory.createParser(body, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw fault(null);
            }
            SdkPojo structure = readStructure(new Input(parser, body, length), builder, shape);
            if (parser.nextToken() != null) {
                throw fault(null);
            }
            return structure;
        } catch (IOException e) {
            // Not JSON, not UTF-8, or nested beyond reason; AWS does not say which.
            throw fault(null);
        }
    }

    /** What is read, and where in it. */
    private record Input(JsonParser parser, byte[] body, int length) {
        /** The string that the parser is at; one in ASCII that escapes nothing is taken as it stands. */
        @SuppressWarnings(
                "deprecation") // The constructor that takes bytes as Latin-1 copies them and does nothing else.
        String text() throws IOException {
            long start = parser.currentTokenLocation().getByteOffset() + 1;
            if (start > 0 && start < length && body[(int) start - 1] == '"') {
                int from = (int) start;
                int end = STRING_ENDS.first(body, from, length);
                if (end < length && body[end] == '"') {
                    return new String(body, 0, from, end - from);
                }
            }
            return parser.getText();
        }
    }

    private SdkPojo readStructure(Input in, SdkPojo builder, Shape shape) throws IOException {
        JsonParser parser = in.parser;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Member member = shape.member(name);
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                member.set(builder, readValue(in, token, member));
            }
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private Object readValue(Input in, JsonToken token, Member member) throws IOException {
        return switch (member.kind()) {
            case STRUCTURE -> {
                expect(token, JsonToken.START_OBJECT, "Expected null");
                yield readStructure(in, member.newStructure(), member.structure());
            }
            case MAP -> {
                expect(token, JsonToken.START_OBJECT, "Expected map or null");
                yield readMap(in, member.element());
            }
            case LIST -> {
                expect(token, JsonToken.START_ARRAY, "Expected list or null");
                yield readList(in, member.element());
            }
            default -> readScalar(in, token, member);
        };
    }

    private List<Object> readList(Input in, Member element) throws IOException {
        JsonParser parser = in.parser;
        List<Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_NULL) {
                list.add(readValue(in, token, element));
            }
        }
        return list;
    }

    private Map<String, Object> readMap(Input in, Member element) throws IOException {
        JsonParser parser = in.parser;
        Map<String, Object> map = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                map.put(key, readValue(in, token, element));
            }
        }
        return map;
    }

    private static Object readScalar(Input in, JsonToken token, Member member) throws IOException {
        JsonParser parser = in.parser;
        expect(token, token.isScalarValue() ? token : null, null);
        return switch (member.kind()) {
            case STRING -> token == JsonToken.VALUE_STRING ? in.text() : refuse(token, "String");
            case INTEGER -> (int) readWhole(parser, token, "Integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> readWhole(parser, token, "Long", Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> readDouble(parser, token, "Double");
            case FLOAT -> (float) readDouble(parser, token, "Float");
            case BOOLEAN -> token.isBoolean() ? (Object) parser.getBooleanValue() : refuse(token, "Boolean");
            case TIME -> readTime(parser, token);
            case BYTES -> token == JsonToken.VALUE_STRING ? readBytes(parser) : refuse(token, "Blob");
            default -> throw new IllegalStateException("Not a scalar: " + member.kind());
        };
    }

    private static long readWhole(JsonParser parser, JsonToken token, String type, long least, long most)
            throws IOException {
        if (!token.isNumeric()) {
            refuse(token, type);
        }
        // A number may be written with a fraction of zeros or an exponent; one that does not fit is not cut down.
        double approximation = parser.getDoubleValue();
        if (approximation < least || approximation > most) {
            refuse(token, type);
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            long value = parser.getLongValue();
            if (value < least || value > most) {
                refuse(token, type);
            }
            return value;
        }
        if (approximation != Math.rint(approximation)) {
            refuse(token, type);
        }
        return (long) approximation;
    }

    private static double readDouble(JsonParser parser, JsonToken token, String type) throws IOException {
        if (!token.isNumeric()) {
            refuse(token, type);
        }
        return parser.getDoubleValue();
    }

    private static Instant readTime(JsonParser parser, JsonToken token) throws IOException {
        double seconds = readDouble(parser, token, "Timestamp");
        if (Math.abs(seconds) > MOST_SECONDS) {
            refuse(token, "Timestamp");
        }
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static SdkBytes readBytes(JsonParser parser) throws IOException {
        return SdkBytes.fromByteArrayUnsafe(parser.getBinaryValue());
    }

    private static void expect(JsonToken token, JsonToken expected, String otherwise) {
        if (token == expected) {
            return;
        }
        if (token == JsonToken.START_OBJECT) {
            throw fault("Start of structure or map found where not expected.");
        }
        throw fault(token == JsonToken.START_ARRAY ? "Start of list found where not expected" : otherwise);
    }

    private static Object refuse(JsonToken token, String type) {
        String found = switch (token) {
            case VALUE_STRING -> "STRING_VALUE";
            case VALUE_TRUE -> "TRUE_VALUE";
            case VALUE_FALSE -> "FALSE_VALUE";
            case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE";
            default -> "NUMBER_VALUE";
        };
        throw fault(found + " cannot be converted to " + type);
    }

    private static AwsException fault(String message) {
        return new AwsException(CommonErrors.serialization(message));
    }
}
