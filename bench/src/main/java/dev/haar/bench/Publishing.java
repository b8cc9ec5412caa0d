package dev.haar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Topics with queues behind them, and publishes to them.
 *
 * @param loop a loop on the server
 * @param host the server's, as clients name it
 * @param limit how many messages may wait before the queues are purged
 */
record Publishing(ClosedLoop loop, String host, int limit) {
    private static final String ARN = ":us-east-1:000000000000:";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Purging all queues is to be a small part of the load, however many there are. */
    private static final int LEAST_PUBLISHES = 1_000;

    static String topicArn(String name) {
        return "arn:aws:sns" + ARN + name;
    }

    /** Makes queues, {@code q0} and so on. */
    void createQueues(int count) throws IOException {
        say(IntStream.range(0, count).mapToObj(i -> Requests.createQueue(host, "q" + i, false)));
    }

    /**
     * Makes a topic to which the first queues are subscribed; those that do not exist are none that a message should reach.
     *
     * @param filter the policy of each; null for none
     */
    void createTopic(String name, int subscribers, boolean raw, IntFunction<String> filter) throws IOException {
        SnsRequests requests = new SnsRequests(host);
        say(Stream.of(requests.createTopic(name)));
        say(IntStream.range(0, subscribers)
                .mapToObj(i -> requests.subscribe(topicArn(name), queueArn(i), raw, filter.apply(i))));
    }

    /** Subscribes some more, with the policies that those with such numbers have. */
    Tally subscribe(String topic, int from, int count, IntFunction<String> filter) throws IOException {
        SnsRequests requests = new SnsRequests(host);
        return say(IntStream.range(from, from + count)
                .mapToObj(i -> requests.subscribe(topicArn(topic), queueArn(i), true, filter.apply(i))));
    }

    /** Publishes so many messages. */
    void publish(String topic, int count) throws IOException {
        SnsRequests requests = new SnsRequests(host);
        say(IntStream.range(0, count).mapToObj(i -> requests.publish(topicArn(topic), false)));
    }

    static String queueArn(int number) {
        return "arn:aws:sqs" + ARN + "q" + number;
    }

    Requests queue(int number) {
        return new Requests(host, "http://" + host + "/000000000000/q" + number);
    }

    /** Publishes to a topic from which so many queues get the message. */
    Workload to(String topic, int reached, boolean attributes) {
        SnsRequests requests = new SnsRequests(host);
        Purges purges = new Purges(
                IntStream.range(0, reached).mapToObj(i -> queue(i).purge()).toList(),
                Math.max(LEAST_PUBLISHES, limit / reached));
        List<Publisher> sessions = Stream.generate(
                        () -> new Publisher(requests.publish(topicArn(topic), attributes), purges))
                .limit(loop.connections())
                .toList();
        return duration -> loop.run(sessions, duration);
    }

    /** The same to a server that has no queues. */
    static Workload.Opener toNobody() {
        return (loop, requests) -> {
            SnsRequests sns = new SnsRequests(requests.host());
            Purges none = new Purges(List.of(), Integer.MAX_VALUE);
            List<Publisher> sessions = Stream.generate(() -> new Publisher(sns.publish(topicArn("bench"), false), none))
                    .limit(loop.connections())
                    .toList();
            return duration -> loop.run(sessions, duration);
        };
    }

    private Tally say(Stream<ByteBuffer> requests) throws IOException {
        Iterator<ByteBuffer> all = requests.iterator();
        Tally tally = loop.run(Collections.nCopies(loop.connections(), new Script(all)), PATIENCE);
        if (all.hasNext()) {
            throw new BenchException("topics and queues were not ready in ten minutes");
        }
        return tally;
    }

    /** Requests that all connections share out among themselves. */
    private record Script(Iterator<ByteBuffer> requests) implements Session {
        @Override
        public ByteBuffer next() {
            return requests.hasNext() ? requests.next() : null;
        }

        @Override
        public int answered(Answer answer) {
            return 0;
        }
    }

    /** Counts publishes, and has the queues purged after so many. */
    private static final class Purges {
        private final List<ByteBuffer> requests;
        private final int every;
        private int published;
        private Iterator<ByteBuffer> due = Collections.emptyIterator();

        Purges(List<ByteBuffer> requests, int every) {
            this.requests = requests;
            this.every = every;
        }

        /** The next purge that is due; null if none is. */
        ByteBuffer next() {
            if (due.hasNext()) {
                return due.next().clear();
            }
            if (++published % every == 0) {
                due = requests.iterator();
            }
            return null;
        }
    }

    private static final class Publisher implements Session {
        private final ByteBuffer publish;
        private final Purges purges;
        private boolean purging;

        Publisher(ByteBuffer publish, Purges purges) {
            this.publish = publish;
            this.purges = purges;
        }

        @Override
        public ByteBuffer next() {
            ByteBuffer purge = purges.next();
            purging = purge != null;
            return purging ? purge : publish.clear();
        }

        @Override
        public int answered(Answer answer) {
            return purging ? 0 : 1;
        }
    }
}
