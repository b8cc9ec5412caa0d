package dev.haar.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server under measurement, in a process of its own. While it runs, its id is the name of a file in the work
 * directory's {@code pids}: the script ends by these ids whatever this JVM could not.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final long startedAt;
    private final int port;
    private final Path log;
    private final Path state;
    private final Path pidFile;
    private final Jcmd jcmd;
    private final Thread endWithUs = new Thread(this::end, "end-server");

    private ServerProcess(Process process, long startedAt, int port, Path log, Path state, Path pidFile, Jcmd jcmd) {
        this.process = process;
        this.startedAt = startedAt;
        this.port = port;
        this.log = log;
        this.state = state;
        this.pidFile = pidFile;
        this.jcmd = jcmd;
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /** Starts the program; it may not answer yet. */
    static ServerProcess start(Settings settings, String cores, List<String> jvm, Program program) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cores, settings.java()));
        command.addAll(jvm);
        Path state = settings.work().resolve("state-" + port).toAbsolutePath();
        command.addAll(program.on(port, state));
        Path log = settings.work().resolve(program.name() + ".log");
        Path pids = Files.createDirectories(settings.work().resolve("pids"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        long startedAt = System.nanoTime();
        Process process = builder.start();
        Path pidFile = Files.createFile(pids.resolve(Long.toString(process.pid())));
        return new ServerProcess(
                process, startedAt, port, log, state, pidFile, new Jcmd(settings.java(), process.pid()));
    }

    /** Starts the program under load's conditions, and waits for its first answer. */
    static ServerProcess startPinned(Settings settings, Program program) throws IOException {
        ServerProcess server = start(settings, settings.serverCore(), settings.jvm(), program);
        try {
            server.awaitFirstAnswer();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String host() {
        return "localhost:" + port;
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    Jcmd jcmd() {
        return jcmd;
    }

    /** Returns how long after the process's start it answered its first SQS request. */
    Duration awaitFirstAnswer() throws IOException {
        ByteBuffer request = Requests.listQueues(host());
        while (true) {
            try {
                OneCall.make(address(), request.clear());
                return Duration.ofNanos(System.nanoTime() - startedAt);
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - startedAt > PATIENCE.toNanos()) {
                    throw new BenchException("the server did not start:\n" + Files.readString(log), e);
                }
                Pause.of(Duration.ofMillis(1));
            }
        }
    }

    /** Creates a queue; the requests use the URL that the server gave it. */
    Requests createQueue(boolean fifo) throws IOException {
        String answer = OneCall.make(address(), Requests.createQueue(host(), "bench", fifo))
                .body();
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        int from = new Needle("\"QueueUrl\":\"").endIn(bytes, 0, bytes.length);
        if (from < 0) {
            throw new BenchException("no queue URL in " + answer);
        }
        return new Requests(host(), answer.substring(from, answer.indexOf('"', from)));
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(endWithUs);
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        pidFile.toFile().delete();
        deleteState();
    }

    /** What a server kept is of no use to another. */
    private void deleteState() {
        File[] files = state.toFile().listFiles();
        if (files != null) {
            for (File file : files) {
                file.delete();
            }
            state.toFile().delete();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
