package dev.haar.api.protocol;

import dev.haar.api.service.ServiceModel;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/** Writes structures as the XML of AWS Query. What a structure does not have is left out. */
final class XmlWriter {
    /** ISO 8601 in UTC, always with three digits of milliseconds. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final ServiceModel service;

    XmlWriter(ServiceModel service) {
        this.service = service;
    }

    static void open(String name, Output out) {
        out.raw('<');
        out.raw(name);
        out.raw('>');
    }

    static void close(String name, Output out) {
        out.raw("</");
        out.raw(name);
        out.raw('>');
    }

    /** Writes an element that holds text alone. */
    static void element(String name, String text, Output out) {
        open(name, out);
        out.text(text, Escape.XML);
        close(name, out);
    }

    /** Writes the members of a structure, without an element around them. */
    void write(SdkPojo structure, Shape shape, Output out) {
        for (Member member : shape.members()) {
            Object value = member.get(structure);
            if (!JsonWriter.isAbsent(value)) {
                writeMember(member, QueryNames.of(service, member), value, out);
            }
        }
    }

    private void writeMember(Member member, QueryName name, Object value, Output out) {
        if (member.kind() != Member.Kind.LIST && member.kind() != Member.Kind.MAP) {
            writeElement(name.name(), member, value, out);
            return;
        }
        if (name.item() != null) {
            open(name.name(), out);
        }
        String item = name.item() == null ? name.name() : name.item();
        if (member.kind() == Member.Kind.LIST) {
            ((List<?>) value).forEach(element -> writeElement(item, member.element(), element, out));
        } else {
            ((Map<?, ?>) value).forEach((key, element) -> {
                open(item, out);
                element(name.key(), (String) key, out);
                writeElement(name.value(), member.element(), element, out);
                close(item, out);
            });
        }
        if (name.item() != null) {
            close(name.name(), out);
        }
    }

    private void writeElement(String name, Member member, Object value, Output out) {
        open(name, out);
        switch (member.kind()) {
            case STRING -> out.text((String) value, Escape.XML);
            case TIME -> out.raw(TIME.format((Instant) value));
            case BYTES -> out.base64((SdkBytes) value);
            case STRUCTURE -> write((SdkPojo) value, member.structure(), out);
            case LIST, MAP -> throw new IllegalStateException("No AWS service nests lists or maps in Query: " + name);
            default -> out.raw(value.toString());
        }
        close(name, out);
    }
}
