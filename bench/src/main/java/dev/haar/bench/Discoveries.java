package dev.haar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** DiscoverInstances of ten, over all of a hundred services with a hundred instances each, in turn. */
final class Discoveries {
    static final int SERVICES = 100;
    private static final int INSTANCES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ClosedLoop loop;
    private final CloudMapRequests requests;

    Discoveries(ClosedLoop loop, CloudMapRequests requests) {
        this.loop = loop;
        this.requests = requests;
    }

    static Workload.Opener opener() {
        return (loop, queue) -> {
            Discoveries discoveries = new Discoveries(loop, new CloudMapRequests(queue.host()));
            discoveries.register(INSTANCES);
            List<ByteBuffer> all = IntStream.range(0, SERVICES)
                    .mapToObj(i -> discoveries.requests.discover(CloudMapRequests.service(i)))
                    .toList();
            List<Discovering> sessions = Stream.generate(() -> new Discovering(
                            all.stream().map(ByteBuffer::duplicate).toList()))
                    .limit(loop.connections())
                    .toList();
            return duration -> loop.run(sessions, duration);
        };
    }

    /** Makes all services, with so many instances each. */
    void register(int instances) throws IOException {
        String operation = member("OperationId", ask(requests.createNamespace()));
        String namespace = member("NAMESPACE", ask(requests.getOperation(operation)));
        List<String> services = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            services.add(member("Id", ask(requests.createService(namespace, CloudMapRequests.service(i)))));
        }
        Queue<Supplier<ByteBuffer>> waiting = new ArrayDeque<>();
        for (String service : services) {
            IntStream.range(0, instances).forEach(i -> waiting.add(() -> requests.register(service, i)));
        }
        List<Session> sessions = Stream.<Session>generate(() -> new Emptying(waiting))
                .limit(loop.connections())
                .toList();
        loop.run(sessions, PATIENCE);
        if (!waiting.isEmpty()) {
            throw new BenchException("the instances were not registered in five minutes");
        }
    }

    /** Asks once, on the first connection; the others have nothing to say, which ends the run after it. */
    private Answer ask(ByteBuffer request) throws IOException {
        List<Asking> sessions =
                Stream.generate(Asking::new).limit(loop.connections()).toList();
        sessions.get(0).request = request;
        loop.run(sessions, PATIENCE);
        return sessions.get(0).answer;
    }

    private static String member(String name, Answer answer) {
        String key = "\"" + name + "\":\"";
        int from = answer.body().indexOf(key);
        if (from < 0) {
            throw new BenchException("no " + name + " in " + answer.body());
        }
        return answer.body().substring(from + key.length(), answer.body().indexOf('"', from + key.length()));
    }

    private static final class Asking implements Session {
        private ByteBuffer request;
        private Answer answer;

        @Override
        public ByteBuffer next() {
            ByteBuffer next = request;
            request = null;
            return next;
        }

        @Override
        public int answered(Answer received) {
            answer = received;
            return 0;
        }
    }

    private record Emptying(Queue<Supplier<ByteBuffer>> waiting) implements Session {
        @Override
        public ByteBuffer next() {
            Supplier<ByteBuffer> next = waiting.poll();
            return next == null ? null : next.get();
        }

        @Override
        public int answered(Answer answer) {
            return 0;
        }
    }

    private static final class Discovering implements Session {
        private final List<ByteBuffer> requests;
        private int number;

        Discovering(List<ByteBuffer> requests) {
            this.requests = requests;
        }

        @Override
        public ByteBuffer next() {
            return requests.get(number++ % requests.size()).clear();
        }

        @Override
        public int answered(Answer answer) {
            return CloudMapRequests.WANTED;
        }
    }
}
