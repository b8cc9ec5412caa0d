package dev.haar.api.protocol;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.api.service.ServiceModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads structures from the parameters of AWS Query. Unknown parameters are ignored; what does not fit its member is
 * AWS's {@code MalformedInput}.
 */
final class QueryReader {
    private final ServiceModel service;

    QueryReader(ServiceModel service) {
        this.service = service;
    }

    SdkPojo read(Parameters.Node node, SdkPojo builder, Shape shape) {
        for (Member member : shape.members()) {
            QueryName name = QueryNames.of(service, member);
            Parameters.Node documented = node.child(name.name());
            Parameters.Node given = documented != null ? documented : node.child(QueryNames.other(service, member));
            if (given != null) {
                Object value = readValue(given, member, name);
                if (value != null) {
                    member.set(builder, value);
                }
            }
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private Object readValue(Parameters.Node node, Member member, QueryName name) {
        return switch (member.kind()) {
            case STRUCTURE -> {
                if (!node.hasChildren()) {
                    throw fault("Unexpected complex element termination");
                }
                yield read(node, member.newStructure(), member.structure());
            }
            case LIST -> readList(node, member.element(), name);
            case MAP -> readMap(node, member.element(), name);
            default -> readScalar(node, member);
        };
    }

    private List<Object> readList(Parameters.Node node, Member element, QueryName name) {
        List<Object> list = new ArrayList<>();
        for (Parameters.Node item : items(node, name)) {
            list.add(readValue(item, element, element.queryName()));
        }
        return list;
    }

    private Map<String, Object> readMap(Parameters.Node node, Member element, QueryName name) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Parameters.Node entry : items(node, name)) {
            Parameters.Node key = entry.child(name.key());
            Parameters.Node value = entry.child(name.value());
            if (key == null || key.value() == null || value == null) {
                throw fault("Unexpected complex element termination");
            }
            map.put(key.value(), readValue(value, element, element.queryName()));
        }
        return map;
    }

    /** The elements of a list or the entries of a map. */
    private List<Parameters.Node> items(Parameters.Node node, QueryName name) {
        if (!node.hasChildren() && node.value() != null && node.value().isEmpty()) {
            // How SDKs write an empty list.
            return List.of();
        }
        Parameters.Node numbered = name.item() == null ? node : node.child(name.item());
        if (numbered == null) {
            throw fault("Unexpected list element termination");
        }
        List<Parameters.Node> indexed = numbered.indexed();
        if (!indexed.isEmpty()) {
            return indexed;
        }
        // A single one may do without its index where lists are flattened.
        if (name.item() == null) {
            return List.of(node);
        }
        throw fault("Unexpected list element termination");
    }

    private static Object readScalar(Parameters.Node node, Member member) {
        String value = node.value();
        if (value == null) {
            throw fault("Start of structure or map found where not expected.");
        }
        try {
            return switch (member.kind()) {
                case STRING -> value;
                case INTEGER -> Integer.valueOf(value);
                case LONG -> Long.valueOf(value);
                case FLOAT -> Float.valueOf(value);
                case DOUBLE -> Double.valueOf(value);
                case BOOLEAN -> readBoolean(value);
                case TIME -> Instant.parse(value);
                case BYTES -> SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(value));
                default -> throw new IllegalStateException("Not a scalar: " + member.kind());
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw fault("STRING_VALUE can not be converted to " + typeOf(member.kind()));
        }
    }

    private static Boolean readBoolean(String value) {
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        if (value.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException(value);
    }

    private static String typeOf(Member.Kind kind) {
        return switch (kind) {
            case INTEGER -> "an Integer";
            case LONG -> "a Long";
            case FLOAT -> "a Float";
            case DOUBLE -> "a Double";
            case BOOLEAN -> "a Boolean";
            case TIME -> "a Timestamp";
            default -> "a Blob";
        };
    }

    private static AwsException fault(String message) {
        return new AwsException(CommonErrors.malformedInput(message));
    }
}
