package dev.haar.api.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of AWS Query as the tree that the dots in their names make of them. Indexes are names like any other,
 * so that a huge one costs no more than a small one.
 */
public final class Parameters {
    /** No action's input is deeper; what is cannot be a member and is left out. */
    private static final int DEEPEST = 16;

    /** Long enough for any index that is meant, short enough for a {@code long}. */
    private static final int MOST_DIGITS = 18;

    private final Node root = new Node();

    /** A name or a part of one, what it was given and what stands below it. */
    static final class Node {
        private String value;
        private Map<String, Node> children;

        /** The value given to exactly this name; null if there was none. */
        String value() {
            return value;
        }

        /** What stands below it under the given name; null if nothing does. */
        Node child(String name) {
            return children == null ? null : children.get(name);
        }

        boolean hasChildren() {
            return children != null;
        }

        /** What stands below it under indexes, in their order, whatever gaps they leave. */
        List<Node> indexed() {
            List<Map.Entry<Long, Node>> found = new ArrayList<>();
            if (children != null) {
                children.forEach((name, child) -> {
                    if (isIndex(name)) {
                        found.add(Map.entry(Long.parseLong(name), child));
                    }
                });
            }
            found.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
            return found.stream().map(Map.Entry::getValue).toList();
        }

        private static boolean isIndex(String name) {
            for (int i = 0; i < name.length(); i++) {
                if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                    return false;
                }
            }
            return !name.isEmpty() && name.length() <= MOST_DIGITS;
        }
    }

    /** Adds a parameter; of two with the same name the later counts. */
    void add(String name, String value) {
        Node node = root;
        int from = 0;
        for (int depth = 0; depth < DEEPEST; depth++) {
            int dot = name.indexOf('.', from);
            String part = dot < 0 ? name.substring(from) : name.substring(from, dot);
            if (node.children == null) {
                node.children = new HashMap<>();
            }
            node = node.children.computeIfAbsent(part, absent -> new Node());
            if (dot < 0) {
                node.value = value;
                return;
            }
            from = dot + 1;
        }
    }

    /** The value of a parameter without dots in its name; null if it was not given. */
    public String value(String name) {
        Node node = root.child(name);
        return node == null ? null : node.value;
    }

    /** The first parts of all names that were given. */
    public Set<String> names() {
        return root.children == null ? Set.of() : Collections.unmodifiableSet(root.children.keySet());
    }

    Node root() {
        return root;
    }
}
