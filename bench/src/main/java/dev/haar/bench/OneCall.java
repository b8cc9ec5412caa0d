package dev.haar.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One request on a connection of its own, outside any measurement. */
final class OneCall {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Answer answer;

    private OneCall() {}

    /** The answer; anything but status 200 is refused. */
    static Answer make(InetSocketAddress server, ByteBuffer request) throws IOException {
        OneCall call = new OneCall();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        try (EventLoop loop = EventLoop.connect(server, 1)) {
            loop.connections().get(0).send(request);
            while (call.answer == null) {
                loop.poll(PATIENCE, (connection, received) -> call.answer = received);
                if (System.nanoTime() > giveUpAt) {
                    throw new InterruptedIOException("no answer");
                }
            }
        }
        if (call.answer.status() != 200) {
            throw new BenchException("status " + call.answer.status() + ": " + call.answer.body());
        }
        return call.answer;
    }
}
