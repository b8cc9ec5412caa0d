package dev.haar.it.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A Haar in a process of its own, which can be killed and started again on the same port and directory. */
final class HaarProcess implements AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int PAUSES = 3000;

    private final Path directory;
    private final List<String> flags;
    private final int port;
    private Process process;

    /** @param flags what it is started with beside its port and directory */
    HaarProcess(Path directory, String... flags) throws IOException {
        this.directory = directory;
        this.flags = List.of(flags);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it; returns once it listens. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.haar.api.Main",
                "--port=" + port,
                "--data=" + directory.resolve("state")));
        command.addAll(flags);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("haar.log").toFile()))
                .start();
        for (int i = 0; i < PAUSES; i++) {
            if (listens()) {
                return;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("Haar ended with " + process.exitValue());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("Haar does not listen.");
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends it in order. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (java.net.ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
