package dev.haar.core.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexedHeapTest {
    private static final class Entry implements IndexedHeap.Element {
        private final int value;
        private int index;

        private Entry(int value) {
            this.value = value;
        }

        @Override
        public int heapIndex() {
            return index;
        }

        @Override
        public void heapIndex(int newIndex) {
            index = newIndex;
        }
    }

    private final IndexedHeap<Entry> heap = new IndexedHeap<>(Comparator.comparingInt(entry -> entry.value));

    @Test
    void poll_givesTheLeast_whateverWasAddedAndRemovedBefore() {
        PriorityQueue<Integer> expected = new PriorityQueue<>();
        List<Entry> inside = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int action = random.nextInt(5);
            if (action < 3) {
                Entry entry = new Entry(random.nextInt(1000));
                heap.add(entry);
                inside.add(entry);
                expected.add(entry.value);
            } else if (action == 3 && !inside.isEmpty()) {
                Entry entry = inside.remove(random.nextInt(inside.size()));
                heap.remove(entry);
                expected.remove(entry.value);
            } else if (!inside.isEmpty()) {
                Entry least = heap.poll();
                inside.remove(least);
                assertThat(least.value).isEqualTo(expected.poll());
            }
            assertThat(heap.size()).isEqualTo(expected.size());
        }
        while (!heap.isEmpty()) {
            assertThat(heap.poll().value).isEqualTo(expected.poll());
        }
        assertThat(heap.poll()).isNull();
    }

    @Test
    void element_isInOnce() {
        Entry entry = new Entry(1);
        heap.add(entry);
        assertThatThrownBy(() -> heap.add(entry)).isInstanceOf(IllegalStateException.class);
        heap.remove(entry);
        heap.remove(entry);
        assertThat(heap.contains(entry)).isFalse();
        assertThat(heap.peek()).isNull();
    }
}
