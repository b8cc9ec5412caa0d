package dev.haar.engine.queue;

import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.HaarTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Queues in a file, which can be closed and opened again. */
abstract class QueuesOnDisk {
    @TempDir
    private Path directory;

    private final Random random = new Random(3);
    private final QueueRules rules;
    private final MessageMemory memory;
    HaarTime time = HaarTime.standingAt(TestQueues.START);
    H2Store store;
    Queues queues;
    MoveTasks moveTasks;

    QueuesOnDisk(QueueRules rules, MessageMemory memory) {
        this.rules = rules;
        this.memory = memory;
    }

    @BeforeEach
    void open() throws Exception {
        // Timers go with the process.
        time = HaarTime.standingAt(time.now());
        store = H2Store.open(directory, new StoreOptions(false, 4096), List.of(new QueueTables()));
        queues = new Queues(time, store, rules, memory, random::nextLong);
        moveTasks = new MoveTasks(queues);
        store.attach(queues);
        store.attach(moveTasks);
    }

    @AfterEach
    void close() {
        store.close();
    }

    void restart() throws Exception {
        close();
        open();
    }

    Queue create(String name, String... attributes) {
        return queues.create(TestQueues.address(name), TestQueues.attributes(attributes), Map.of("team", "a"))
                .join();
    }

    Queue get(String name) {
        return queues.get(TestQueues.address(name));
    }
}
