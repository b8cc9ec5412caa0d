package dev.haar.api.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructList;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructMap;

/**
 * A member of a structure, or the element of a list or map, as the codecs want it: looked up once, not per request.
 * Immutable but for the shape of a nested structure, which is found on first use; it is the same whoever finds it.
 */
final class Member {
    private static final String ITEM = "member";
    private static final String ENTRY = "entry";

    /** What the SDK has for lists and maps that were never set. */
    private static final Object UNSET_LIST = DefaultSdkAutoConstructList.getInstance();

    private static final Object UNSET_MAP = DefaultSdkAutoConstructMap.getInstance();

    /** What a value is. */
    enum Kind {
        STRING,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        TIME,
        BYTES,
        STRUCTURE,
        LIST,
        MAP
    }

    private final SdkField<?> field;
    private final Kind kind;
    private final String name;
    private final byte[] jsonKey;
    private final Member element;
    private final QueryName queryName;
    private Shape structure;

    Member(SdkField<?> field) {
        this.field = field;
        this.kind = kindOf(field);
        this.name = field.locationName();
        this.jsonKey = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
        if (kind == Kind.LIST) {
            ListTrait list = field.getRequiredTrait(ListTrait.class);
            this.element = new Member(list.memberFieldInfo());
            String item = list.memberLocationName() == null ? ITEM : list.memberLocationName();
            this.queryName = list.isFlattened() ? QueryName.flat(name) : QueryName.list(name, item);
        } else if (kind == Kind.MAP) {
            MapTrait map = field.getRequiredTrait(MapTrait.class);
            this.element = new Member(map.valueFieldInfo());
            this.queryName = new QueryName(
                    name, map.isFlattened() ? null : ENTRY, map.keyLocationName(), map.valueLocationName());
        } else {
            this.element = null;
            this.queryName = QueryName.flat(name);
        }
    }

    private static Kind kindOf(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> Kind.STRING;
            case INTEGER -> Kind.INTEGER;
            case LONG -> Kind.LONG;
            case FLOAT -> Kind.FLOAT;
            case DOUBLE -> Kind.DOUBLE;
            case BOOLEAN -> Kind.BOOLEAN;
            case INSTANT -> Kind.TIME;
            case SDK_BYTES -> Kind.BYTES;
            case SDK_POJO -> Kind.STRUCTURE;
            case LIST -> Kind.LIST;
            case MAP -> Kind.MAP;
            default ->
                throw new IllegalArgumentException(
                        "No codec for " + field.marshallingType() + " " + field.memberName());
        };
    }

    Kind kind() {
        return kind;
    }

    /** The member's name in AWS JSON. */
    String name() {
        return name;
    }

    /** The name in quotes and the colon after it. */
    byte[] jsonKey() {
        return jsonKey;
    }

    /** What the lists and maps of this member hold. */
    Member element() {
        return element;
    }

    /** How AWS Query spells the member where the SDK's model says it. */
    QueryName queryName() {
        return queryName;
    }

    /** An empty builder of the structure that this member holds. */
    SdkPojo newStructure() {
        Supplier<SdkPojo> constructor = field.constructor();
        return constructor.get();
    }

    /** The shape of the structure that this member holds. */
    Shape structure() {
        Shape known = structure;
        if (known == null) {
            known = new Shape(newStructure());
            structure = known;
        }
        return known;
    }

    /** The member's value; null if it was never set. */
    Object get(SdkPojo owner) {
        Object value = field.getValueOrDefault(owner);
        return value == UNSET_LIST || value == UNSET_MAP ? null : value;
    }

    void set(SdkPojo builder, Object value) {
        field.set(builder, value);
    }
}
