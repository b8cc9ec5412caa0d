package dev.haar.engine.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Those who wait for messages without a certain key. A message strikes out the keys it has; who is left is found without
 * looking at the others.
 */
final class Absences<E> {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<E>> waiting = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    void add(String key, E entry) {
        Integer number = numbers.get(key);
        if (number == null) {
            number = free.isEmpty() ? waiting.size() : free.pop();
            numbers.put(key, number);
            if (number == waiting.size()) {
                waiting.add(new ArrayList<>(1));
            }
        }
        waiting.get(number).add(entry);
    }

    void remove(String key, E entry) {
        int number = numbers.get(key);
        List<E> list = waiting.get(number);
        list.remove(entry);
        if (list.isEmpty()) {
            numbers.remove(key);
            free.push(number);
        }
    }

    void find(Map<String, Object> values, Consumer<E> found) {
        if (numbers.isEmpty()) {
            return;
        }
        BitSet there = new BitSet(waiting.size());
        values.forEach((key, value) -> {
            Integer number = numbers.get(key);
            if (number != null && !Values.leaves(value, true).isEmpty()) {
                there.set(number);
            }
        });
        for (int i = there.nextClearBit(0); i < waiting.size(); i = there.nextClearBit(i + 1)) {
            waiting.get(i).forEach(found);
        }
    }
}
