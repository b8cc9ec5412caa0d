package dev.haar.engine.filter;

import dev.haar.engine.filter.Pattern.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Those who wait for numbers within ranges: a tree in the order of where the ranges begin, in which each node knows how far
 * the ranges below it reach. It is kept in balance by chance (a treap).
 */
final class Intervals<E> implements Shelf<E> {
    private static final Comparator<Range> ORDER = Comparator.comparing(
                    Range::bottom, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(Range::withBottom)
            .thenComparing(Range::top, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(Range::withTop);

    /** Where numbers lie nobody knows; a range is taken to hold for one in so many. */
    private static final int SELECTIVITY = 8;

    private Node<E> root;
    private int size;
    private int dice = 1;

    private static final class Node<E> {
        final Range range;
        final List<E> waiting = new ArrayList<>(1);
        final int weight;
        Node<E> left;
        Node<E> right;

        /** Where the last of the ranges here and below ends; null if it does not. */
        BigDecimal reach;

        Node(Range range, int weight) {
            this.range = range;
            this.weight = weight;
        }

        Node<E> updated() {
            reach = range.top();
            if (left != null) {
                reach = further(reach, left.reach);
            }
            if (right != null) {
                reach = further(reach, right.reach);
            }
            return this;
        }

        private static BigDecimal further(BigDecimal one, BigDecimal other) {
            return one == null || other == null ? null : one.max(other);
        }
    }

    @Override
    public void add(Object operand, E entry) {
        // xorshift: evenly enough spread, and the same with every run.
        dice ^= dice << 13;
        dice ^= dice >>> 17;
        dice ^= dice << 5;
        root = added(root, (Range) operand, entry);
        size++;
    }

    private Node<E> added(Node<E> node, Range range, E entry) {
        if (node == null) {
            Node<E> made = new Node<>(range, dice);
            made.waiting.add(entry);
            return made.updated();
        }
        int order = ORDER.compare(range, node.range);
        if (order == 0) {
            node.waiting.add(entry);
            return node;
        }
        if (order < 0) {
            node.left = added(node.left, range, entry);
            return node.left.weight > node.weight ? rotatedRight(node) : node.updated();
        }
        node.right = added(node.right, range, entry);
        return node.right.weight > node.weight ? rotatedLeft(node) : node.updated();
    }

    private static <E> Node<E> rotatedRight(Node<E> node) {
        Node<E> top = node.left;
        node.left = top.right;
        top.right = node.updated();
        return top.updated();
    }

    private static <E> Node<E> rotatedLeft(Node<E> node) {
        Node<E> top = node.right;
        node.right = top.left;
        top.left = node.updated();
        return top.updated();
    }

    @Override
    public void remove(Object operand, E entry) {
        root = removed(root, (Range) operand, entry);
        size--;
    }

    private static <E> Node<E> removed(Node<E> node, Range range, E entry) {
        int order = ORDER.compare(range, node.range);
        if (order == 0) {
            node.waiting.remove(entry);
            return node.waiting.isEmpty() ? joined(node.left, node.right) : node;
        }
        if (order < 0) {
            node.left = removed(node.left, range, entry);
        } else {
            node.right = removed(node.right, range, entry);
        }
        return node.updated();
    }

    private static <E> Node<E> joined(Node<E> left, Node<E> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.weight > right.weight) {
            left.right = joined(left.right, right);
            return left.updated();
        }
        right.left = joined(left, right.left);
        return right.updated();
    }

    @Override
    public void find(Object value, Consumer<E> found) {
        if (value instanceof BigDecimal number) {
            find(root, number, found);
        }
    }

    private static <E> void find(Node<E> node, BigDecimal number, Consumer<E> found) {
        if (node == null || node.reach != null && node.reach.compareTo(number) < 0) {
            return;
        }
        find(node.left, number, found);
        BigDecimal bottom = node.range.bottom();
        if (bottom == null || bottom.compareTo(number) <= 0) {
            if (node.range.matches(number)) {
                node.waiting.forEach(found);
            }
            find(node.right, number, found);
        }
    }

    @Override
    public long expected(Object operand) {
        return size / SELECTIVITY;
    }

    @Override
    public boolean isEmpty() {
        return root == null;
    }
}
