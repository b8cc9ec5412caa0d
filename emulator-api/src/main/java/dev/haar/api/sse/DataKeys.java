package dev.haar.api.sse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Data keys in use, each for as long as it may be used again. Safe for use by several threads. */
final class DataKeys<U, K> {
    private static final int MOST = 10_000;

    private final Map<U, InUse<K>> inUse = new LinkedHashMap<>(16, 0.75f, true);

    private record InUse<K>(K key, long since) {}

    /**
     * The data key for a use, made if there is none that may be used still.
     *
     * @param now the time in milliseconds
     * @param reuseMillis how long one may be used again
     * @param stillGood whether one may be used at all
     */
    synchronized K get(U use, long now, long reuseMillis, Predicate<K> stillGood, Supplier<K> maker) {
        InUse<K> found = inUse.get(use);
        if (found != null && found.since <= now && now - found.since < reuseMillis && stillGood.test(found.key)) {
            return found.key;
        }
        K made = maker.get();
        put(use, now, made);
        return made;
    }

    /** Has a data key used from now on, in milliseconds. */
    synchronized void put(U use, long now, K key) {
        inUse.put(use, new InUse<>(key, now));
        if (inUse.size() > MOST) {
            inUse.remove(inUse.keySet().iterator().next());
        }
    }
}
