package dev.haar.engine.topic;

import dev.haar.engine.EngineException;
import dev.haar.engine.archive.ArchivedMessage;
import dev.haar.engine.archive.ReplayPolicy;
import dev.haar.engine.sse.Unsealing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of an archive as a replay reads them.
 *
 * @param read what was read, in order
 * @param inClear the same, up to the first that cannot be decrypted
 * @param refusal why that one cannot be; null if all can
 */
record ReplayPage(List<ArchivedMessage> read, List<ArchivedMessage> inClear, String refusal) {
    /** How many messages are read and delivered at a time. */
    static final int SIZE = 50;

    static ReplayPage of(List<ArchivedMessage> read, Unsealing unsealing) {
        List<ArchivedMessage> inClear = new ArrayList<>(read.size());
        try {
            for (ArchivedMessage message : read) {
                inClear.add(message.opened(unsealing));
            }
        } catch (EngineException | IllegalStateException e) {
            return new ReplayPage(read, inClear, e.getMessage());
        }
        return new ReplayPage(read, inClear, null);
    }

    /** The message that a replay asks for and that cannot be decrypted. */
    Optional<ArchivedMessage> undecipherable(ReplayPolicy policy) {
        return refusal == null
                ? Optional.empty()
                : Optional.of(read.get(inClear.size())).filter(each -> policy.covers(each.at()));
    }

    /** Whether the archive has no more that a replay asks for. */
    boolean isLast(ReplayPolicy policy) {
        return read.size() < SIZE || policy.isOver(read.get(SIZE - 1).at());
    }

    /** The last sequence number of a page that is not the last. */
    long end() {
        return read.get(SIZE - 1).sequence();
    }
}
