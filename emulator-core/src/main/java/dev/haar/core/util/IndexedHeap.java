package dev.haar.core.util;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A binary min-heap whose elements know their place, so that any of them can leave in O(log n).
 *
 * <p>{@link java.util.PriorityQueue} searches all its elements to remove one, which a queue that deletes every message
 * it hands out cannot afford. Not safe for use by several threads.
 *
 * @param <E> the elements; each can be in one heap at a time
 */
public final class IndexedHeap<E extends IndexedHeap.Element> {
    private static final int ABSENT = 0;

    private final Comparator<? super E> order;
    private Object[] elements = new Object[8];
    private int size;

    public IndexedHeap(Comparator<? super E> order) {
        this.order = order;
    }

    /** Something that can be in a heap. */
    public interface Element {
        /** What was last passed to {@link #heapIndex(int)}, and 0 before that. */
        int heapIndex();

        void heapIndex(int index);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public boolean contains(E element) {
        return element.heapIndex() != ABSENT;
    }

    /** The least element, or null. */
    public E peek() {
        return size == 0 ? null : at(0);
    }

    /** Removes and returns the least element; null if there is none. */
    public E poll() {
        E least = peek();
        if (least != null) {
            remove(least);
        }
        return least;
    }

    public void add(E element) {
        if (contains(element)) {
            throw new IllegalStateException("already in a heap");
        }
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        size++;
        siftUp(element, size - 1);
    }

    /** Removes the element if it is there. */
    public void remove(E element) {
        int index = element.heapIndex() - 1;
        if (index < 0) {
            return;
        }
        element.heapIndex(ABSENT);
        size--;
        E last = at(size);
        elements[size] = null;
        if (last != element) {
            siftUp(last, index);
            if (at(index) == last) {
                siftDown(last, index);
            }
        }
        if (elements.length > 64 && size < elements.length / 4) {
            elements = Arrays.copyOf(elements, elements.length / 2);
        }
    }

    private void siftUp(E element, int from) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            E above = at(parent);
            if (order.compare(element, above) >= 0) {
                break;
            }
            put(above, index);
            index = parent;
        }
        put(element, index);
    }

    private void siftDown(E element, int from) {
        int index = from;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && order.compare(at(child + 1), at(child)) < 0) {
                child++;
            }
            E below = at(child);
            if (order.compare(element, below) <= 0) {
                break;
            }
            put(below, index);
            index = child;
        }
        put(element, index);
    }

    private void put(E element, int index) {
        elements[index] = element;
        element.heapIndex(index + 1);
    }

    @SuppressWarnings("unchecked")
    private E at(int index) {
        return (E) elements[index];
    }
}
