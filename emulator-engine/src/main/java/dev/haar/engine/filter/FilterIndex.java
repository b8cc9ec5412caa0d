package dev.haar.engine.filter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Many filter policies, of which few want a message. For each policy the index picks the clue that leads to it from the
 * fewest messages (a value, a beginning, a range, a missing key) and asks only policies whose clue applies. So neither a
 * message nor a change of a policy is paid for by how many policies there are. Not safe for several threads.
 *
 * @param <T> whose policies they are
 */
public final class FilterIndex<T> {
    private final Map<String, Entry<T>> entries = new HashMap<>();
    private final Map<FilterPolicy.Scope, Clues<T>> scopes = new EnumMap<>(FilterPolicy.Scope.class);

    /** One policy; two are never equal. */
    private static final class Entry<T> {
        final T owner;
        final FilterPolicy policy;
        final List<Clue> clues;

        Entry(T owner, FilterPolicy policy, List<Clue> clues) {
            this.owner = owner;
            this.policy = policy;
            this.clues = clues;
        }
    }

    /** What the policies of one scope wait for. */
    private static final class Clues<T> {
        private final KeyTree<Entry<T>> values = new KeyTree<>();
        private final Absences<Entry<T>> absences = new Absences<>();
        private final Set<Entry<T>> always = new LinkedHashSet<>();
        private int size;

        /** Missing keys are last: nearly every message lacks nearly all of them. */
        long cost(Clue clue) {
            if (clue instanceof Clue.Value value) {
                return value.kind().handicap() + values.expected(value);
            }
            return Integer.MAX_VALUE + (clue instanceof Clue.Missing ? 0L : 1L);
        }

        void add(Entry<T> entry) {
            size++;
            for (Clue clue : entry.clues) {
                if (clue instanceof Clue.Value value) {
                    values.add(value, entry);
                } else if (clue instanceof Clue.Missing missing) {
                    absences.add(missing.key(), entry);
                } else {
                    always.add(entry);
                }
            }
        }

        void remove(Entry<T> entry) {
            size--;
            for (Clue clue : entry.clues) {
                if (clue instanceof Clue.Value value) {
                    values.remove(value, entry);
                } else if (clue instanceof Clue.Missing missing) {
                    absences.remove(missing.key(), entry);
                } else {
                    always.remove(entry);
                }
            }
        }

        void find(Map<String, Object> message, Consumer<Entry<T>> found) {
            values.find(message, found);
            absences.find(message, found);
            always.forEach(found);
        }
    }

    /**
     * Adds a policy, in place of the one under the same id.
     *
     * @param owner whom {@link #find} gives if the policy wants a message
     */
    public void put(String id, T owner, FilterPolicy policy) {
        remove(id);
        Clues<T> clues = scopes.computeIfAbsent(policy.scope(), none -> new Clues<>());
        Entry<T> entry = new Entry<>(owner, policy, Clue.best(policy.condition(), clues::cost));
        entries.put(id, entry);
        clues.add(entry);
    }

    /** Removes the policy under the id, if there is one. */
    public void remove(String id) {
        Entry<T> entry = entries.remove(id);
        if (entry != null) {
            Clues<T> clues = scopes.get(entry.policy.scope());
            clues.remove(entry);
            if (clues.size == 0) {
                scopes.remove(entry.policy.scope());
            }
        }
    }

    public int size() {
        return entries.size();
    }

    /** The owners of the policies that want the message. */
    public List<T> find(FilteredMessage message) {
        List<T> owners = new ArrayList<>();
        candidates(message).forEach(entry -> {
            if (entry.policy.wants(message)) {
                owners.add(entry.owner);
            }
        });
        return owners;
    }

    /** How many policies would be asked about the message. */
    int asked(FilteredMessage message) {
        return candidates(message).size();
    }

    private Set<Entry<T>> candidates(FilteredMessage message) {
        Set<Entry<T>> candidates = new LinkedHashSet<>();
        scopes.forEach((scope, clues) -> clues.find(message.values(scope), candidates::add));
        return candidates;
    }
}
