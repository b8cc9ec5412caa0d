package dev.haar.engine.topic;

import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.archive.ArchiveTables;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.DeliveryLog;
import dev.haar.engine.delivery.DeliveryTables;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.QueueTables;
import dev.haar.engine.queue.Queues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of topics whose state is in a file. */
@Timeout(60)
abstract class TopicsOverARestart {
    @TempDir
    Path directory;

    final TestSeal seal = new TestSeal();
    final FakeCourier courier = new FakeCourier();
    HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    H2Store store;
    Queues queues;
    Deliveries deliveries;
    Outbox outbox;
    Topics topics;

    private final Random random = new Random(5);

    @BeforeEach
    final void open() throws Exception {
        time = HaarTime.standingAt(time.now());
        store = H2Store.open(
                directory,
                new StoreOptions(false, 4096),
                List.of(new QueueTables(), new TopicTables(), new ArchiveTables(), new DeliveryTables()));
        queues = new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
        deliveries = new Deliveries(time, store, queues, courier, Runnable::run, new DeliveryLog(), seal);
        outbox = new Outbox(store, to -> true);
        topics = TestTopics.of(time, store, queues, TopicRules.fast(), random, deliveries, outbox, seal);
        store.attach(queues);
        store.attach(topics);
        store.attach(outbox);
        store.attach(deliveries);
    }

    @AfterEach
    final void close() {
        store.close();
    }

    final void restart() throws Exception {
        close();
        open();
    }

    /** The store reports on threads of its own. */
    final void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            store.read(tables -> null).join();
        }
    }
}
