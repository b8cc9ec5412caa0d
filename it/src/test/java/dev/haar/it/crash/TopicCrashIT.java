package dev.haar.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.haar.it.Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Haar is killed while an encrypted topic is published to: what was acknowledged is with every subscriber, and in one order. */
class TopicCrashIT {
    private static final int ROUNDS = Integer.getInteger("haar.crash.rounds", 4);
    private static final long SEED = Long.getLong("haar.crash.seed", System.nanoTime());
    private static final int GROUPS = 5;
    private static final int PUBLISHERS = 3;

    @TempDir
    private Path directory;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private HaarProcess haar;

    @Test
    void fanOut_isWholeOrNotAtAll() throws Exception {
        Random random = new Random(SEED);
        haar = new HaarProcess(directory);
        haar.start();
        String topic;
        List<String> queues = new ArrayList<>();
        try (SnsClient sns = Clients.sns(haar.endpoint());
                SqsClient sqs = Clients.sync(haar.endpoint())) {
            topic = sns.createTopic(request -> request.name("orders.fifo")
                            .attributes(Map.of("FifoTopic", "true", "KmsMasterKeyId", "alias/aws/sns")))
                    .topicArn();
            for (String name : List.of("billing.fifo", "shipping.fifo")) {
                queues.add(sqs.createQueue(request ->
                                request.queueName(name).attributes(encryptedFifo(name.startsWith("billing"))))
                        .queueUrl());
                sns.subscribe(request -> request.topicArn(topic)
                        .protocol("sqs")
                        .endpoint("arn:aws:sqs:us-east-1:000000000000:" + name)
                        .attributes(Map.of("RawMessageDelivery", "true")));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<Thread> publishers = publishers(topic, round);
            LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(900)).toNanos());
            haar.kill();
            for (Thread publisher : publishers) {
                publisher.join();
            }
            haar.start();
        }
        try (SqsClient sqs = Clients.sync(haar.endpoint())) {
            List<String> billing = drain(sqs, queues.get(0));
            List<String> shipping = drain(sqs, queues.get(1));
            assertThat(billing).as("seed %s", SEED).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(byGroup(shipping)).as("seed %s", SEED).isEqualTo(byGroup(billing));
        }
        haar.close();
    }

    /** One queue is encrypted under a key of KMS's, the other under SQS's own. */
    private static Map<QueueAttributeName, String> encryptedFifo(boolean byKms) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
        if (byKms) {
            attributes.put(QueueAttributeName.KMS_MASTER_KEY_ID, "alias/aws/sqs");
        }
        return attributes;
    }

    private List<Thread> publishers(String topic, int round) {
        List<Thread> publishers = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            String name = round + "." + i + ".";
            Thread publisher = new Thread(() -> publish(topic, name));
            publisher.start();
            publishers.add(publisher);
        }
        return publishers;
    }

    /** Publishes until Haar is killed; what is not acknowledged by then may be there or not. */
    private void publish(String topic, String name) {
        try (SnsClient sns = Clients.sns(haar.endpoint())) {
            for (int i = 0; true; i++) {
                String body = i % GROUPS + "-" + name + i;
                String group = "g" + i % GROUPS;
                sns.publish(request -> request.topicArn(topic)
                        .message(body)
                        .messageGroupId(group)
                        .messageDeduplicationId(body));
                acknowledged.add(body);
            }
        } catch (SdkException e) {
            assertThat(haar.endpoint()).isNotNull();
        }
    }

    private static List<String> drain(SqsClient sqs, String url) {
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> messages = sqs.receiveMessage(
                            request -> request.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            if (messages.isEmpty()) {
                return bodies;
            }
            for (Message message : messages) {
                bodies.add(message.body());
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
    }

    private static Map<String, List<String>> byGroup(List<String> bodies) {
        Map<String, List<String>> groups = new HashMap<>();
        bodies.forEach(body -> groups.computeIfAbsent(body.substring(0, 1), group -> new ArrayList<>())
                .add(body));
        return groups;
    }

    @Test
    void httpRetry_goesOnAfterARestart() throws Exception {
        BlockingQueue<String> posts = new LinkedBlockingQueue<>();
        int[] status = {200};
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> take(exchange, posts, status));
        endpoint.start();
        haar = new HaarProcess(directory);
        haar.start();
        try (SnsClient sns = Clients.sns(haar.endpoint())) {
            String topic = sns.createTopic(request -> request.name("news")).topicArn();
            sns.subscribe(request -> request.topicArn(topic)
                    .protocol("http")
                    .endpoint("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/")
                    .attributes(Map.of("RawMessageDelivery", "true")));
            Matcher token = Pattern.compile("\"Token\" : \"([0-9a-f]+)\"").matcher(next(posts));
            assertThat(token.find()).isTrue();
            sns.confirmSubscription(request -> request.topicArn(topic).token(token.group(1)));
            freeze();
            status[0] = 503;
            sns.publish(request -> request.topicArn(topic).message("hello"));
            assertThat(next(posts)).isEqualTo("hello");
        }
        haar.kill();
        status[0] = 200;
        haar.start();
        post("{\"advance\":\"PT20S\"}");
        assertThat(next(posts)).isEqualTo("hello");
        haar.close();
        endpoint.stop(0);
    }

    private static void take(HttpExchange exchange, BlockingQueue<String> posts, int[] status) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status[0], -1);
            posts.add(body);
        }
    }

    private static String next(BlockingQueue<String> posts) throws InterruptedException {
        String post = posts.poll(60, TimeUnit.SECONDS);
        assertThat(post).isNotNull();
        return post;
    }

    private void freeze() throws Exception {
        post("{\"freeze\":true}");
    }

    private void post(String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(haar.endpoint() + "/_haar/clock"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
