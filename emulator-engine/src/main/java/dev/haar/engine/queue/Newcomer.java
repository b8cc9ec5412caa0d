package dev.haar.engine.queue;

/** A message on its way into a queue. It has its sequence number; nobody sees it until it is kept. Guarded by its queue. */
sealed interface Newcomer {
    long sequence();

    /** It is kept: it goes where its times put it. */
    void kept(long now);

    /** It is not to be. */
    void refused();

    /** One whose place is in memory. */
    record ToMemory(QueueContext queue, Message message) implements Newcomer {
        @Override
        public long sequence() {
            return message.sequence;
        }

        @Override
        public void kept(long now) {
            queue.settle(message, now);
        }

        @Override
        public void refused() {
            queue.remove(message);
        }
    }

    /** One that is to be read from the store when its turn comes. */
    record ToTail(Tail tail, long sequence, long visibleAt) implements Newcomer {
        @Override
        public void kept(long now) {
            tail.kept(sequence, visibleAt, now);
        }

        @Override
        public void refused() {
            tail.refused(sequence);
        }
    }
}
