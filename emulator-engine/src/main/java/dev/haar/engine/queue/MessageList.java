package dev.haar.engine.queue;

/** Messages in the order of their sequence numbers, linked through themselves; any of them leaves in one step. */
final class MessageList {
    /** Which of a message's two pairs of links a list uses. */
    enum Links {
        QUEUE {
            @Override
            Message next(Message message) {
                return message.nextInQueue;
            }

            @Override
            Message previous(Message message) {
                return message.previousInQueue;
            }

            @Override
            void link(Message message, Message previous, Message next) {
                message.previousInQueue = previous;
                message.nextInQueue = next;
                if (previous != null) {
                    previous.nextInQueue = message;
                }
                if (next != null) {
                    next.previousInQueue = message;
                }
            }

            @Override
            void unlink(Message message) {
                if (message.previousInQueue != null) {
                    message.previousInQueue.nextInQueue = message.nextInQueue;
                }
                if (message.nextInQueue != null) {
                    message.nextInQueue.previousInQueue = message.previousInQueue;
                }
                message.previousInQueue = null;
                message.nextInQueue = null;
            }
        },
        LANE {
            @Override
            Message next(Message message) {
                return message.nextInLane;
            }

            @Override
            Message previous(Message message) {
                return message.previousInLane;
            }

            @Override
            void link(Message message, Message previous, Message next) {
                message.previousInLane = previous;
                message.nextInLane = next;
                if (previous != null) {
                    previous.nextInLane = message;
                }
                if (next != null) {
                    next.previousInLane = message;
                }
            }

            @Override
            void unlink(Message message) {
                if (message.previousInLane != null) {
                    message.previousInLane.nextInLane = message.nextInLane;
                }
                if (message.nextInLane != null) {
                    message.nextInLane.previousInLane = message.previousInLane;
                }
                message.previousInLane = null;
                message.nextInLane = null;
            }
        };

        abstract Message next(Message message);

        abstract Message previous(Message message);

        abstract void link(Message message, Message previous, Message next);

        abstract void unlink(Message message);
    }

    private final Links links;
    private Message first;
    private Message last;

    MessageList(Links links) {
        this.links = links;
    }

    Message first() {
        return first;
    }

    Message last() {
        return last;
    }

    Message next(Message message) {
        return links.next(message);
    }

    Message previous(Message message) {
        return links.previous(message);
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Puts the message at its place. That is the end, except for one that comes back or is read from the store late. */
    void add(Message message) {
        Message previous = isNearFirst(message) ? lastBeforeFromFirst(message) : lastBeforeFromLast(message);
        Message next = previous == null ? first : links.next(previous);
        links.link(message, previous, next);
        if (previous == null) {
            first = message;
        }
        if (next == null) {
            last = message;
        }
    }

    private boolean isNearFirst(Message message) {
        return first != null
                && message.sequence < last.sequence
                && message.sequence - first.sequence < last.sequence - message.sequence;
    }

    private Message lastBeforeFromFirst(Message message) {
        Message previous = null;
        Message next = first;
        while (next.sequence < message.sequence) {
            previous = next;
            next = links.next(next);
        }
        return previous;
    }

    private Message lastBeforeFromLast(Message message) {
        Message previous = last;
        while (previous != null && previous.sequence > message.sequence) {
            previous = links.previous(previous);
        }
        return previous;
    }

    void remove(Message message) {
        if (first == message) {
            first = links.next(message);
        }
        if (last == message) {
            last = links.previous(message);
        }
        links.unlink(message);
    }
}
