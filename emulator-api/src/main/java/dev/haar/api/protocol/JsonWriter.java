package dev.haar.api.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/** Writes structures as AWS JSON. What a structure does not have is left out. */
final class JsonWriter {
    void write(SdkPojo structure, Shape shape, Output out) {
        out.raw('{');
        boolean first = true;
        List<Member> members = shape.members();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Object value = member.get(structure);
            if (value == null) {
                continue;
            }
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.raw(member.jsonKey());
            writeValue(member, value, out);
        }
        out.raw('}');
    }

    private void writeValue(Member member, Object value, Output out) {
        if (value == null) {
            out.raw("null");
            return;
        }
        switch (member.kind()) {
            case STRING -> writeText((String) value, out);
            case INTEGER, LONG -> out.number(((Number) value).longValue());
            case FLOAT, DOUBLE -> writeDouble(((Number) value).doubleValue(), out);
            case BOOLEAN -> out.raw((Boolean) value ? "true" : "false");
            case TIME -> writeTime((Instant) value, out);
            case BYTES -> {
                out.raw('"');
                out.base64((SdkBytes) value);
                out.raw('"');
            }
            case STRUCTURE -> write((SdkPojo) value, member.structure(), out);
            case LIST -> writeList(member.element(), (List<?>) value, out);
            case MAP -> writeMap(member.element(), (Map<?, ?>) value, out);
        }
    }

    private void writeList(Member element, List<?> list, Output out) {
        out.raw('[');
        boolean first = true;
        for (Object item : list) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            writeValue(element, item, out);
        }
        out.raw(']');
    }

    private void writeMap(Member element, Map<?, ?> map, Output out) {
        out.raw('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            writeText((String) entry.getKey(), out);
            out.raw(':');
            writeValue(element, entry.getValue(), out);
        }
        out.raw('}');
    }

    private static void writeText(String text, Output out) {
        out.raw('"');
        out.text(text, Escape.JSON);
        out.raw('"');
    }

    private static void writeDouble(double value, Output out) {
        if (Double.isFinite(value)) {
            out.raw(Double.toString(value));
        } else {
            out.raw('"');
            out.raw(Double.toString(value));
            out.raw('"');
        }
    }

    /** Seconds since the epoch, with milliseconds as their fraction. */
    private static void writeTime(Instant time, Output out) {
        long millis = time.toEpochMilli();
        long seconds = Math.floorDiv(millis, 1000);
        int fraction = (int) Math.floorMod(millis, 1000L);
        if (fraction != 0 && seconds < 0) {
            out.raw(Double.toString(millis / 1000.0));
            return;
        }
        out.number(seconds);
        if (fraction != 0) {
            out.raw('.');
            out.raw((char) ('0' + fraction / 100));
            out.raw((char) ('0' + fraction / 10 % 10));
            out.raw((char) ('0' + fraction % 10));
        }
    }
}
