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

    /** Writes the members of a structure, without an element around them. */
    void write(SdkPojo structure, Shape shape, XmlDocument xml) {
        for (Member member : shape.members()) {
            Object value = member.get(structure);
            if (value != null) {
                writeMember(member, QueryNames.of(service, member), value, xml);
            }
        }
    }

    private void writeMember(Member member, QueryName name, Object value, XmlDocument xml) {
        if (member.kind() != Member.Kind.LIST && member.kind() != Member.Kind.MAP) {
            writeElement(name.name(), member, value, xml);
            return;
        }
        if (name.item() != null) {
            xml.open(name.name());
        }
        String item = name.item() == null ? name.name() : name.item();
        if (member.kind() == Member.Kind.LIST) {
            ((List<?>) value).forEach(element -> writeElement(item, member.element(), element, xml));
        } else {
            ((Map<?, ?>) value).forEach((key, element) -> {
                xml.open(item);
                xml.element(name.key(), (String) key);
                writeElement(name.value(), member.element(), element, xml);
                xml.close();
            });
        }
        if (name.item() != null) {
            xml.close();
        }
    }

    private void writeElement(String name, Member member, Object value, XmlDocument xml) {
        switch (member.kind()) {
            case STRING -> xml.element(name, (String) value);
            case TIME -> xml.element(name, TIME.format((Instant) value));
            case BYTES -> xml.element(name, (SdkBytes) value);
            case STRUCTURE -> {
                xml.open(name);
                write((SdkPojo) value, member.structure(), xml);
                xml.close();
            }
            case LIST, MAP -> throw new IllegalStateException("No AWS service nests lists or maps in Query: " + name);
            default -> xml.element(name, value.toString());
        }
    }
}
