package dev.haar.engine.queue;

import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.sse.BodyEncryption;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What the whole engine lives in.
 *
 * @param time its clock and timers
 * @param store where changes are kept
 * @param rules which limits and waits apply
 * @param memory how much heap messages may take
 * @param encryption encrypts bodies
 * @param random random numbers, for ids; safe for use by several threads
 */
record EngineContext(
        Time time,
        StateStore store,
        QueueRules rules,
        MessageMemory memory,
        BodyEncryption encryption,
        LongSupplier random) {
    /** A new message or task id: a random UUID. */
    UUID newId() {
        long high = random.getAsLong() & ~0xF000L | 0x4000L;
        long low = random.getAsLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
