package dev.haar.engine.filter;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Those who wait for values under the keys of an object, and of the objects in it. */
final class KeyTree<E> {
    private final Map<String, KeyTree<E>> below = new HashMap<>();
    private final Map<Clue.Kind, Shelf<E>> here = new EnumMap<>(Clue.Kind.class);

    void add(Clue.Value clue, E entry) {
        KeyTree<E> node = this;
        for (String key : clue.path()) {
            node = node.below.computeIfAbsent(key, none -> new KeyTree<>());
        }
        node.here.computeIfAbsent(clue.kind(), Shelf::of).add(clue.operand(), entry);
    }

    void remove(Clue.Value clue, E entry) {
        remove(clue, clue.path(), entry);
    }

    private void remove(Clue.Value clue, List<String> rest, E entry) {
        if (rest.isEmpty()) {
            Shelf<E> shelf = here.get(clue.kind());
            shelf.remove(clue.operand(), entry);
            if (shelf.isEmpty()) {
                here.remove(clue.kind());
            }
            return;
        }
        KeyTree<E> next = below.get(rest.get(0));
        next.remove(clue, rest.subList(1, rest.size()), entry);
        if (next.isEmpty()) {
            below.remove(rest.get(0));
        }
    }

    /** How many wait for the same. */
    long expected(Clue.Value clue) {
        KeyTree<E> node = this;
        for (String key : clue.path()) {
            node = node.below.get(key);
            if (node == null) {
                return 0;
            }
        }
        Shelf<E> shelf = node.here.get(clue.kind());
        return shelf == null ? 0 : shelf.expected(clue.operand());
    }

    void find(Map<?, ?> object, Consumer<E> found) {
        if (below.isEmpty()) {
            return;
        }
        if (below.size() < object.size()) {
            below.forEach((key, node) -> {
                if (object.containsKey(key)) {
                    node.look(object.get(key), found);
                }
            });
            return;
        }
        object.forEach((key, value) -> {
            KeyTree<E> node = below.get(key);
            if (node != null) {
                node.look(value, found);
            }
        });
    }

    private void look(Object value, Consumer<E> found) {
        if (value instanceof Map<?, ?> object) {
            find(object, found);
        } else if (value instanceof List<?> list) {
            for (Object each : list) {
                look(each, found);
            }
        } else {
            Object plain = Values.normalise(value);
            here.values().forEach(shelf -> shelf.find(plain, found));
        }
    }

    boolean isEmpty() {
        return below.isEmpty() && here.isEmpty();
    }
}
