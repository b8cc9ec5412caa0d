package dev.haar.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Haar is killed again and again while producers and consumers are at work. Every message whose send was acknowledged is
 * there afterwards, unless its delete was asked for; none whose delete was acknowledged comes back; groups keep their order.
 *
 * <p>{@code -Dhaar.crash.rounds=100} makes it long, {@code -Dhaar.crash.seed} repeats the moments of a run.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("haar.crash.rounds", 4);
    private static final long SEED = Long.getLong("haar.crash.seed", System.nanoTime());
    private static final int GROUPS = 5;
    private static final int VISIBILITY_SECONDS = 2;
    private static final int MOST_ROTATIONS = 25;
    private static final String ALIAS = "alias/crash";

    @TempDir
    private Path directory;

    private final AtomicBoolean working = new AtomicBoolean();
    private final Ledger standardLedger = new Ledger();
    private final Ledger fifoLedger = new Ledger();
    private final Ledger encryptedLedger = new Ledger();

    /** A message's place in its group is told by its body: group, hyphen, number. */
    private final int[] nextInGroup = new int[GROUPS];

    /** What makes bodies long: it begins with what ends that by which they are told apart. */
    private String padding;

    private int rotations;
    private HaarProcess haar;

    private SqsClient client() {
        return SqsClient.builder()
                .endpointOverride(haar.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(1))
                        .apiCallTimeout(Duration.ofSeconds(20)))
                .build();
    }

    /** Without memory for messages, and with long ones, queues have their ends in the store alone. */
    @ParameterizedTest
    @CsvSource({"33%,0", "0,20000"})
    void whatWasAcknowledged_survivesBeingKilled(String messageMemory, int padded) throws Exception {
        padding = "_" + "x".repeat(padded);
        Random random = new Random(SEED);
        haar = new HaarProcess(directory, "--message-memory=" + messageMemory);
        haar.start();
        String standard;
        String fifo;
        String encrypted;
        String keyId = key();
        try (SqsClient sqs = client()) {
            Map<QueueAttributeName, String> visibility =
                    Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "" + VISIBILITY_SECONDS);
            standard = sqs.createQueue(request -> request.queueName("standard").attributes(visibility))
                    .queueUrl();
            Map<QueueAttributeName, String> fifoAttributes = new HashMap<>(visibility);
            fifoAttributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            fifo = sqs.createQueue(request -> request.queueName("orders.fifo").attributes(fifoAttributes))
                    .queueUrl();
            Map<QueueAttributeName, String> encryptedAttributes = new HashMap<>(visibility);
            encryptedAttributes.put(QueueAttributeName.KMS_MASTER_KEY_ID, ALIAS);
            encrypted = sqs.createQueue(
                            request -> request.queueName("encrypted").attributes(encryptedAttributes))
                    .queueUrl();
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<Thread> clients = work(round, standard, fifo, encrypted);
            LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(1200)).toNanos());
            haar.kill();
            working.set(false);
            for (Thread thread : clients) {
                thread.join();
            }
            haar.start();
            checkKey(keyId);
        }
        try (SqsClient sqs = client()) {
            check(sqs, standard, standardLedger, false);
            check(sqs, fifo, fifoLedger, true);
            check(sqs, encrypted, encryptedLedger, false);
        }
        haar.close();
    }

    private KmsClient kms() {
        return KmsClient.builder()
                .endpointOverride(haar.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    /** Makes a key with an alias and a grant. */
    private String key() {
        try (KmsClient kms = kms()) {
            String keyId = kms.createKey().keyMetadata().keyId();
            kms.createAlias(request -> request.aliasName(ALIAS).targetKeyId(keyId));
            kms.createGrant(request -> request.keyId(keyId)
                    .granteePrincipal("arn:aws:iam::000000000000:role/reader")
                    .operations(GrantOperation.DECRYPT));
            return keyId;
        }
    }

    /** Key, alias and grant are there, and a rotation that was acknowledged stays. */
    private void checkKey(String keyId) {
        try (KmsClient kms = kms()) {
            assertThat(kms.describeKey(request -> request.keyId(ALIAS))
                            .keyMetadata()
                            .keyId())
                    .isEqualTo(keyId);
            assertThat(kms.listGrants(request -> request.keyId(keyId)).grants()).hasSize(1);
            assertThat(kms.listKeyRotations(request -> request.keyId(keyId)).rotations())
                    .hasSize(rotations);
            if (rotations < MOST_ROTATIONS) {
                kms.rotateKeyOnDemand(request -> request.keyId(keyId));
                rotations++;
            }
        }
    }

    private List<Thread> work(int round, String standard, String fifo, String encrypted) {
        working.set(true);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String name = round + "." + i + ".";
            threads.add(client(sqs -> produce(sqs, standard, name, standardLedger)));
            threads.add(client(sqs -> consume(sqs, standard, standardLedger)));
        }
        threads.add(client(sqs -> produce(sqs, encrypted, round + ".", encryptedLedger)));
        threads.add(client(sqs -> consume(sqs, encrypted, encryptedLedger)));
        threads.add(client(sqs -> produceInGroups(sqs, fifo)));
        threads.add(client(sqs -> consume(sqs, fifo, fifoLedger)));
        threads.forEach(Thread::start);
        return threads;
    }

    /** What a client does until Haar is killed. */
    private interface Work {
        void run(SqsClient sqs);
    }

    private Thread client(Work work) {
        return new Thread(() -> {
            try (SqsClient sqs = client()) {
                work.run(sqs);
            } catch (SdkException e) {
                // Haar was killed. What was not acknowledged by then may have happened or not.
                assertThat(e).isNotNull();
            }
        });
    }

    private void produce(SqsClient sqs, String url, String name, Ledger ledger) {
        for (int i = 0; working.get(); i++) {
            String body = name + i;
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(body + padding));
            ledger.sent(body);
        }
    }

    private void produceInGroups(SqsClient sqs, String url) {
        for (int i = 0; working.get(); i++) {
            int group = i % GROUPS;
            // One that was not acknowledged is not sent again: its number is skipped.
            String body = group + "-" + nextInGroup[group]++;
            sqs.sendMessage(request -> request.queueUrl(url)
                    .messageBody(body + padding)
                    .messageGroupId("g" + group)
                    .messageDeduplicationId(body));
            fifoLedger.sent(body);
        }
    }

    private void consume(SqsClient sqs, String url, Ledger ledger) {
        while (working.get()) {
            for (Message message : receive(sqs, url, ledger)) {
                // Every third stays: it comes back when its visibility timeout is over.
                String body = name(message);
                if (body.hashCode() % 3 != 0 || url.endsWith(".fifo")) {
                    ledger.deleting(body);
                    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
                    ledger.deleted(body);
                }
            }
        }
    }

    private static List<Message> receive(SqsClient sqs, String url, Ledger ledger) {
        long askedAt = System.nanoTime();
        List<Message> messages = sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(url)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(1)
                        .build())
                .messages();
        messages.forEach(message -> ledger.received(name(message), askedAt));
        return messages;
    }

    private static String name(Message message) {
        return message.body().substring(0, message.body().indexOf('_'));
    }

    private void check(SqsClient sqs, String url, Ledger ledger, boolean inOrder) throws IOException {
        int counted = count(sqs, url);
        Set<String> found = new LinkedHashSet<>();
        while (count(sqs, url) > 0) {
            for (Message message : receive(sqs, url, ledger)) {
                assertThat(found.add(name(message)))
                        .as("received once: %s", name(message))
                        .isTrue();
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        assertThat(ledger.risen()).as("seed %s", SEED).isEmpty();
        assertThat(found).as("seed %s", SEED).containsAll(ledger.certain()).hasSize(counted);
        assertThat(ledger.acknowledgedDeletes()).isPositive();
        if (inOrder) {
            assertInOrder(found);
        }
    }

    private static int count(SqsClient sqs, String url) {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(each -> each.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                .mapToInt(each -> Integer.parseInt(each.getValue()))
                .sum();
    }

    private static void assertInOrder(Set<String> bodies) {
        Map<String, Integer> last = new HashMap<>();
        for (String body : bodies) {
            String[] groupAndNumber = body.split("-");
            int number = Integer.parseInt(groupAndNumber[1]);
            assertThat(last.getOrDefault(groupAndNumber[0], -1)).isLessThan(number);
            last.put(groupAndNumber[0], number);
        }
    }
}
