package dev.haar.engine.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Those who wait for values of one kind under one key. Not safe for several threads.
 *
 * @param <E> who waits
 */
interface Shelf<E> {
    void add(Object operand, E waiting);

    void remove(Object operand, E waiting);

    /** Gives those who wait for a value; some perhaps twice. */
    void find(Object value, Consumer<E> found);

    /** How many candidates one more with this operand should expect beside it. */
    long expected(Object operand);

    boolean isEmpty();

    /** An empty one. */
    static <E> Shelf<E> of(Clue.Kind kind) {
        return switch (kind) {
            case EQUAL -> new Exact<>(value -> value);
            case FOLDED -> new Exact<>(value -> value instanceof String text ? text.toLowerCase(Locale.ROOT) : null);
            case START -> new Affixes<>(false);
            case END -> new Affixes<>(true);
            case WITHIN -> new Intervals<>();
            case THERE -> new Exact<>(value -> Values.NULL);
        };
    }

    /** Those who wait for one value each, or for one property of it. */
    final class Exact<E> implements Shelf<E> {
        private final Map<Object, List<E>> waiting = new HashMap<>();
        private final Function<Object, Object> property;

        Exact(Function<Object, Object> property) {
            this.property = property;
        }

        @Override
        public void add(Object operand, E entry) {
            waiting.computeIfAbsent(operand, none -> new ArrayList<>(1)).add(entry);
        }

        @Override
        public void remove(Object operand, E entry) {
            waiting.computeIfPresent(operand, (key, list) -> without(list, entry));
        }

        @Override
        public void find(Object value, Consumer<E> found) {
            waiting.getOrDefault(property.apply(value), List.of()).forEach(found);
        }

        @Override
        public long expected(Object operand) {
            return waiting.getOrDefault(operand, List.of()).size();
        }

        @Override
        public boolean isEmpty() {
            return waiting.isEmpty();
        }
    }

    /** The list without an entry; null if it is empty then. */
    static <E> List<E> without(List<E> list, E entry) {
        list.remove(entry);
        return list.isEmpty() ? null : list;
    }
}
