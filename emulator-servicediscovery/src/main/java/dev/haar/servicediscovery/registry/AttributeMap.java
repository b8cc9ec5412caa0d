package dev.haar.servicediscovery.registry;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/**
 * The attributes of an instance in one array, in the order of their names. There are few of them, and they are gone through for every
 * answer, of instances that were not looked at for long: so little memory is to be touched. Immutable.
 *
 * <p>Texts are those of all other instances that have the same: instances look alike, and so many copies of one text are too
 * much for a processor's cache.
 */
final class AttributeMap extends AbstractMap<String, String> {
    private final String[] namesAndValues;

    private AttributeMap(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    static AttributeMap of(Map<String, String> attributes) {
        String[] all = new String[2 * attributes.size()];
        int at = 0;
        for (Map.Entry<String, String> each : new TreeMap<>(attributes).entrySet()) {
            all[at++] = each.getKey().intern();
            all[at++] = each.getValue().intern();
        }
        return new AttributeMap(all);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries(namesAndValues);
            }

            @Override
            public int size() {
                return namesAndValues.length / 2;
            }
        };
    }

    private static final class Entries implements Iterator<Map.Entry<String, String>> {
        private final String[] namesAndValues;
        private int next;

        Entries(String[] namesAndValues) {
            this.namesAndValues = namesAndValues;
        }

        @Override
        public boolean hasNext() {
            return next < namesAndValues.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return Map.entry(namesAndValues[next - 2], namesAndValues[next - 1]);
        }
    }
}
