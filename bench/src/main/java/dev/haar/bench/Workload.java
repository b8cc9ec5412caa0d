package dev.haar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Load on one queue of one server, which goes on from run to run. */
interface Workload {
    /** Keeps the load up for so long, and counts. */
    Tally run(Duration duration) throws IOException;

    /** Opens a load on a queue that is still empty. */
    interface Opener {
        Workload open(ClosedLoop loop, Requests requests) throws IOException;
    }

    /** Sends only. The queue is purged at the limit, so that the heap's size does not decide the rate. */
    static Opener sending(int batch, int limit) {
        return (loop, requests) -> {
            Stock stock = new Stock();
            List<SendSession> sessions =
                    each(loop, () -> SendSession.purging(requests.send(batch), requests.purge(), stock, limit));
            return duration -> loop.run(sessions, duration);
        };
    }

    /** The same to a queue that is encrypted under a key of KMS's. */
    static Opener sendingEncrypted(int limit) {
        return (loop, requests) -> {
            loop.run(each(loop, () -> new Once(requests.encrypt())), Duration.ofMinutes(1));
            return sending(1, limit).open(loop, requests);
        };
    }

    /** Says one thing and no more. */
    final class Once implements Session {
        private final ByteBuffer request;
        private boolean said;

        Once(ByteBuffer request) {
            this.request = request;
        }

        @Override
        public ByteBuffer next() {
            ByteBuffer next = said ? null : request;
            said = true;
            return next;
        }

        @Override
        public int answered(Answer answer) {
            return 0;
        }
    }

    /** Receives and deletes only, by ten. The clock stands still while the queue is filled again. */
    static Opener draining(int filled) {
        return (loop, requests) -> {
            Stock stock = new Stock();
            List<ConsumeSession> drain = each(
                    loop,
                    () -> new ConsumeSession(
                            // Down to what keeps every receive under way full.
                            null, requests.receive(10, 0), requests.delete(10), stock, 10 * loop.connections()));
            return duration -> {
                Tally tally = new Tally();
                while (tally.nanos() < duration.toNanos()) {
                    fill(loop, () -> requests.send(10), stock, filled);
                    tally.add(loop.run(drain, duration.minusNanos(tally.nanos())));
                }
                return tally;
            };
        };
    }

    /** Sends, receives and deletes in equal parts, with so many messages waiting all the time. */
    static Opener level(boolean fifo, int batch, int waiting) {
        return (loop, requests) -> {
            AtomicLong numbers = new AtomicLong();
            Stock stock = new Stock();
            fill(loop, () -> send(requests, fifo, 10, numbers), stock, waiting);
            List<ConsumeSession> sessions = each(
                    loop,
                    () -> new ConsumeSession(
                            send(requests, fifo, batch, numbers),
                            requests.receive(batch, 0),
                            requests.delete(batch),
                            stock,
                            waiting));
            return duration -> loop.run(sessions, duration);
        };
    }

    /** Sends so many messages by ten, and leaves them. */
    static void fill(ClosedLoop loop, Requests requests, int messages) throws IOException {
        fill(loop, () -> requests.send(10), new Stock(), messages);
    }

    private static SendRequest send(Requests requests, boolean fifo, int batch, AtomicLong numbers) {
        return fifo ? requests.sendFifo(batch, numbers::incrementAndGet) : requests.send(batch);
    }

    private static void fill(ClosedLoop loop, Supplier<SendRequest> send, Stock stock, int limit) throws IOException {
        loop.run(each(loop, () -> SendSession.filling(send.get(), stock, limit)), Duration.ofMinutes(5));
        if (stock.waiting() < limit) {
            throw new BenchException("the queue did not fill in five minutes");
        }
    }

    private static <S> List<S> each(ClosedLoop loop, Supplier<S> session) {
        return Stream.generate(session).limit(loop.connections()).toList();
    }
}
