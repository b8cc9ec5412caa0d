package dev.haar.api.sqs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.Haar;
import dev.haar.core.time.Time.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Sends malformed requests: none of them may be the server's fault, keep it from answering, or leave anything behind.
 *
 * <p>{@code haar.fuzz.count} says how many, {@code haar.fuzz.seed} which; each request depends on the seed and its own
 * number alone, and a failure tells both.
 */
class MalformedRequestsTest {
    private static final int COUNT = Integer.getInteger("haar.fuzz.count", 100_000);
    private static final long SEED = Long.getLong("haar.fuzz.seed", 20_261_122L);
    private static final int CONNECTIONS = 8;
    private static final Pattern HANDLE = Pattern.compile("ReceiptHandle(?:\":\"|>)([A-Za-z0-9+/=]+)");

    private final List<Request> corpus = Corpus.requests();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<String> handle = new AtomicReference<>("x");
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void malformedRequests_areTheClientsFaultAndLeaveNothingBehind() throws Exception {
        try (Haar haar = Haar.start()) {
            haar.clock().freeze();
            validRequests_succeed(haar);
            AtomicBoolean done = new AtomicBoolean();
            Thread clock = new Thread(() -> runClock(haar, done), "fuzz-clock");
            clock.start();
            long threadsBefore = threadsOfHaar();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Thread client = new Thread(() -> sendMalformed(haar.port()), "fuzz-client-" + i);
                client.start();
                clients.add(client);
            }
            for (Thread client : clients) {
                client.join();
            }
            done.set(true);
            clock.join();
            assertThat(failures).isEmpty();
            // Most were answered, and not just hung up on.
            assertThat(answered.get()).isGreaterThan(COUNT * 9 / 10);
            assertThat(threadsOfHaar()).isLessThanOrEqualTo(threadsBefore);
            noPoll_isLeft(haar);
        }
    }

    private void validRequests_succeed(Haar haar) throws IOException {
        try (Connection connection = new Connection(haar.port())) {
            // The first to wait starts the thread that ends the waits.
            Timer timer = haar.clock().within(1, () -> {});
            timer.cancel();
            for (String action : List.of("CreateQueue", "SendMessage", "ReceiveMessage", "GetQueueAttributes")) {
                for (Request request : corpus) {
                    boolean isMeant = request.headers.contains("X-Amz-Target: AmazonSQS." + action);
                    if (isMeant) {
                        Connection.Answer answer = connection.exchange(request);
                        assertThat(answer.status()).as(request.text()).isEqualTo(200);
                        remember(answer);
                    }
                }
            }
        }
    }

    private static long threadsOfHaar() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("fuzz-"))
                .count();
    }

    /** Time passes quickly, so that long polls end and messages come back. */
    private static void runClock(Haar haar, AtomicBoolean done) {
        while (!done.get()) {
            haar.clock().advance(Duration.ofSeconds(1));
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void sendMalformed(int port) {
        try (Connection connection = new Connection(port)) {
            for (int i = next.getAndIncrement(); i < COUNT && failures.size() < 10; i = next.getAndIncrement()) {
                Request request = malformed(i);
                try {
                    Connection.Answer answer = connection.exchange(request);
                    if (answer.status() >= 500) {
                        fail(i, request, answer.toString());
                    }
                    if (answer.status() > 0) {
                        answered.incrementAndGet();
                    }
                    remember(answer);
                } catch (IOException | RuntimeException e) {
                    fail(i, request, e.toString());
                    connection.hangUp();
                }
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private Request malformed(int number) {
        Random random = new Random(SEED * 31 + number);
        // The first numbers of neighbouring seeds are much alike.
        random.nextLong();
        Request request = corpus.get(random.nextInt(corpus.size())).copy();
        if (request.body.length > 0) {
            request.text(request.text().replace(Corpus.HANDLE, handle.get()));
        }
        new Mutator(random).spoil(request);
        return request;
    }

    private void remember(Connection.Answer answer) {
        Matcher matcher = HANDLE.matcher(answer.body());
        if (matcher.find()) {
            handle.set(matcher.group(1));
        }
    }

    private void fail(int number, Request request, String outcome) {
        String text = new String(request.bytes(), StandardCharsets.UTF_8);
        failures.add("Request " + number + " of seed " + SEED + ": " + outcome + "\n"
                + text.substring(0, Math.min(text.length(), 3000)));
    }

    /** A poll that outlived its time would take the message; that one ends with its client is LongPollTest's to see. */
    private void noPoll_isLeft(Haar haar) throws IOException {
        try (Connection connection = new Connection(haar.port())) {
            String url = "http://localhost/000000000000/fuzz";
            connection.exchange(Request.json("CreateQueue", "{'QueueName':'fuzz'}"));
            connection.exchange(Request.json(
                    "SetQueueAttributes",
                    "{'QueueUrl':'" + url + "','Attributes':{'DelaySeconds':'0','MaximumMessageSize':'1024',"
                            + "'KmsMasterKeyId':''}}"));
            connection.exchange(Request.json("PurgeQueue", "{'QueueUrl':'" + url + "'}"));
            Connection.Answer sent = connection.exchange(
                    Request.json("SendMessage", "{'QueueUrl':'" + url + "','MessageBody':'for nobody'}"));
            assertThat(sent.status()).as(sent.body()).isEqualTo(200);
            String messages = connection
                    .exchange(Request.get("/_haar/sqs/queues/fuzz/messages"))
                    .body();
            assertThat(messages).contains("\"visible\":1").contains("for nobody");
        }
    }
}
