package dev.haar.engine.queue;

/**
 * The first messages of a FIFO queue: a message group whose messages all lie behind them is not found.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/avoid-backlog-with-the-same-message-group-id.html">Avoiding
 *     a large backlog with the same message group ID</a>
 */
final class SearchWindow {
    private final int limit;
    private int covered;
    private Message last;

    SearchWindow(int limit) {
        this.limit = limit;
    }

    boolean covers(long sequence) {
        return last != null && sequence <= last.sequence;
    }

    /** The message is linked into the queue. */
    void joined(Message message) {
        if (last == null) {
            last = message;
            covered = 1;
        } else if (message.sequence < last.sequence) {
            // It came back to its place, so the last of the window is pushed out if that is full.
            if (covered == limit) {
                last = last.previousInQueue;
            } else {
                covered++;
            }
        } else if (covered < limit) {
            last = message;
            covered++;
        }
    }

    /** The message is about to be unlinked from the queue. */
    void leaving(Message message) {
        if (last == null || message.sequence > last.sequence) {
            return;
        }
        Message next = last.nextInQueue;
        if (next != null) {
            last = next;
        } else {
            covered--;
            if (message == last) {
                last = message.previousInQueue;
            }
        }
    }
}
