package dev.haar.engine.filter;

import java.util.List;
import java.util.Map;

/** A part of a filter policy that holds or does not hold for an object of a message. */
sealed interface Condition {
    boolean holds(Map<?, ?> object);

    /** All parts hold. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Map<?, ?> object) {
            for (Condition part : parts) {
                if (!part.holds(object)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** One of the branches of {@code $or} holds. */
    record Any(List<Condition> branches) implements Condition {
        @Override
        public boolean holds(Map<?, ?> object) {
            for (Condition branch : branches) {
                if (branch.holds(object)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One of the values under the key fits one of the patterns. */
    record Leaf(String key, List<Pattern> patterns) implements Condition {
        @Override
        public boolean holds(Map<?, ?> object) {
            List<Object> values = Values.leaves(object.get(key), object.containsKey(key));
            for (Pattern pattern : patterns) {
                if (pattern instanceof Pattern.Absent) {
                    if (values.isEmpty()) {
                        return true;
                    }
                    continue;
                }
                for (Object value : values) {
                    if (pattern.matches(value)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** The condition holds for the object under the key, or for one of the objects in the array there. */
    record Nested(String key, Condition condition) implements Condition {
        @Override
        public boolean holds(Map<?, ?> object) {
            return holdsFor(object.get(key));
        }

        private boolean holdsFor(Object value) {
            if (value instanceof List<?> list && !list.isEmpty()) {
                for (Object each : list) {
                    if (holdsFor(each)) {
                        return true;
                    }
                }
                return false;
            }
            // Of what is not there, nothing is there.
            return condition.holds(value instanceof Map<?, ?> inner ? inner : Map.of());
        }
    }
}
