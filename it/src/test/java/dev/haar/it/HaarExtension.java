package dev.haar.it;

import com.amazonaws.services.sqs.AmazonSQS;
import dev.haar.Haar;
import dev.haar.api.HaarConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The Haar that a class of tests runs against, empty at the start of each test, and SDK clients for it.
 *
 * <p>It runs in this virtual machine, one for each class, unless the system property {@code haar.endpoint} names one that
 * runs elsewhere already. All but its start goes over HTTP, so both are tested alike. With {@code haar.durable} it keeps its
 * state in a directory, else in memory.
 */
public final class HaarExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final String ENDPOINT = "haar.endpoint";
    private static final String DURABLE = "haar.durable";

    private final HaarConfig.Mode mode;
    private final Deque<AutoCloseable> perClass = new ArrayDeque<>();
    private final Deque<AutoCloseable> perTest = new ArrayDeque<>();
    private URI endpoint;
    private Operator operator;
    private SqsClient sqs;
    private SqsAsyncClient sqsAsync;
    private AmazonSQS sqs1;

    private HaarExtension(HaarConfig.Mode mode) {
        this.mode = mode;
    }

    /** A Haar as it starts by default. */
    public static HaarExtension fast() {
        return new HaarExtension(HaarConfig.Mode.FAST);
    }

    /** A Haar that keeps AWS's waits; always in this virtual machine. */
    public static HaarExtension strict() {
        return new HaarExtension(HaarConfig.Mode.STRICT);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        String elsewhere = System.getProperty(ENDPOINT);
        if (elsewhere == null || mode == HaarConfig.Mode.STRICT) {
            endpoint = closeWithClass(start()).endpoint();
        } else {
            endpoint = URI.create(elsewhere);
        }
        operator = new Operator(endpoint);
        sqs = closeWithClass(Clients.sync(endpoint));
        sqsAsync = closeWithClass(Clients.async(endpoint));
        sqs1 = Clients.sdk1(endpoint);
        perClass.push(sqs1::shutdown);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        operator.reset();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close(perTest);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        close(perClass);
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    /** Its operator surface. */
    public Operator operator() {
        return operator;
    }

    /** SDK v2's synchronous client. */
    public SqsClient sqs() {
        return sqs;
    }

    /** SDK v2's asynchronous client. */
    public SqsAsyncClient sqsAsync() {
        return sqsAsync;
    }

    /** SDK v1's client. */
    public AmazonSQS sqs1() {
        return sqs1;
    }

    /** Stops its clock, then moves it on. */
    public void advance(Duration by) {
        operator.advance(by);
    }

    /** Closes something of a test's when the test ends. */
    public <T extends AutoCloseable> T closeWithTest(T closeable) {
        perTest.push(closeable);
        return closeable;
    }

    /** Has a Haar keep its state in the directory, in the run of tests that wants it to. */
    public static Haar.Builder kept(Haar.Builder builder, Path directory) {
        return Boolean.getBoolean(DURABLE) ? builder.data(directory) : builder;
    }

    private Haar start() {
        return kept(Haar.builder().mode(mode), temporaryDirectory()).start();
    }

    private Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("haar-it");
            closeWithClass(() -> {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            });
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T closeWithClass(T closeable) {
        perClass.push(closeable);
        return closeable;
    }

    private static void close(Deque<AutoCloseable> open) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
