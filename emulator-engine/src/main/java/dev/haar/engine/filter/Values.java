package dev.haar.engine.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of a message as patterns see them. */
final class Values {
    /** JSON's null, where a Java null would mean that there is no value. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private Values() {}

    /** Equal numbers become equal objects. */
    static Object normalise(Object value) {
        if (value == null) {
            return NULL;
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    /** The plain values under a key: its own or those of its array, however nested; an object is none. */
    static List<Object> leaves(Object value, boolean present) {
        if (!present || value instanceof Map) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            return List.of(normalise(value));
        }
        List<Object> found = new ArrayList<>();
        for (Object each : list) {
            found.addAll(leaves(each, true));
        }
        return found;
    }
}
