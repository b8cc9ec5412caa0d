package dev.haar.engine.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Those who wait for texts that begin in a certain way, or that end in one. */
final class Affixes<E> implements Shelf<E> {
    private final TreeMap<String, List<E>> waiting = new TreeMap<>();
    private final boolean atEnd;

    Affixes(boolean atEnd) {
        this.atEnd = atEnd;
    }

    @Override
    public void add(Object operand, E entry) {
        waiting.computeIfAbsent(key(operand), none -> new ArrayList<>(1)).add(entry);
    }

    @Override
    public void remove(Object operand, E entry) {
        waiting.computeIfPresent(key(operand), (key, list) -> Shelf.without(list, entry));
    }

    /**
     * What a text begins with comes before it in order, the longest last. If the last before it is no such beginning, those
     * that are can only be as long as what the two have in common.
     */
    @Override
    public void find(Object value, Consumer<E> found) {
        if (!(value instanceof String)) {
            return;
        }
        String text = key(value);
        Map.Entry<String, List<E>> last = waiting.floorEntry(text);
        while (last != null) {
            int common = common(last.getKey(), text);
            if (common == last.getKey().length()) {
                last.getValue().forEach(found);
                last = waiting.lowerEntry(last.getKey());
            } else {
                last = waiting.floorEntry(text.substring(0, common));
            }
        }
    }

    @Override
    public long expected(Object operand) {
        return waiting.getOrDefault(key(operand), List.of()).size();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    private String key(Object text) {
        return atEnd ? new StringBuilder((String) text).reverse().toString() : (String) text;
    }

    private static int common(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int common = 0;
        while (common < shorter && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }
}
