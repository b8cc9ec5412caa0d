package dev.haar.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One half of a comparison: a server, started afresh for each round, and the load put on it. */
record Side(String name, Program program, boolean fifo, Workload.Opener opener) {
    /** One tally for each mark of warm-up. */
    List<Tally> measure(Settings settings, List<Duration> warmUps, Duration measured) throws IOException {
        List<Tally> tallies = new ArrayList<>();
        try (ServerProcess server = ServerProcess.startPinned(settings, program);
                EventLoop loop = EventLoop.connect(server.address(), settings.connections())) {
            ClosedLoop closed = new ClosedLoop(loop, server.figures()::cpuNanos);
            Workload workload = opener.open(closed, server.createQueue(fifo));
            Duration loaded = Duration.ZERO;
            for (Duration warmUp : warmUps) {
                workload.run(warmUp.minus(loaded));
                tallies.add(workload.run(measured));
                loaded = warmUp.plus(measured);
            }
        }
        return tallies;
    }
}
