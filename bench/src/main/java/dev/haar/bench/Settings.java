package dev.haar.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much to measure, and with what.
 *
 * @param work where logs and the ids of running servers are kept
 * @param java the servers' {@code java}
 * @param jvm JVM flags of the servers under load
 * @param plainJvm JVM flags for start-up and idle memory
 * @param serverCore where a loaded server runs, as taskset takes it
 * @param allCores where a server may run when only its start is watched
 * @param candidate what is measured beside the bare server, or null for the bare server itself
 * @param bareFlags IO threads, buffers and sizes, passed to the bare server
 * @param warmUps when to measure, counted from the start of the load
 * @param measured how long each measurement takes
 * @param rounds how many pairs of halves
 * @param stock messages sent before a purge, or to be drained
 * @param backlog messages waiting in the large queue of the backlog measurement
 */
record Settings(
        Path work,
        String java,
        List<String> jvm,
        List<String> plainJvm,
        String serverCore,
        String allCores,
        Program candidate,
        List<String> bareFlags,
        int connections,
        List<Duration> warmUps,
        Duration measured,
        int rounds,
        int stock,
        int backlog,
        int wakeUps,
        int parked,
        int starts,
        int heapMessages) {

    private static final String[] NAMES = {
        "quick",
        "markdown",
        "work",
        "java",
        "jvm",
        "plain-jvm",
        "server-core",
        "load-core",
        "all-cores",
        "candidate",
        "name",
        "io-threads",
        "buffer-size",
        "handle-size",
        "connections",
        "warm-ups",
        "measured",
        "rounds",
        "stock",
        "backlog",
        "wake-ups",
        "parked",
        "starts",
        "heap-messages"
    };

    static Settings of(Options options) {
        options.allowOnly(NAMES);
        boolean quick = options.has("quick");
        return new Settings(
                Path.of(options.text("work", "bench/target/run")),
                options.text("java", ownJava()),
                options.list("jvm", "-XX:+UseSerialGC -Xms4g -Xmx4g"),
                options.list("plain-jvm", ""),
                options.text("server-core", "0"),
                options.text("all-cores", "0-1"),
                candidate(options),
                Stream.of("io-threads", "buffer-size", "handle-size")
                        .flatMap(name -> options.text(name).map(value -> "--" + name + "=" + value).stream())
                        .toList(),
                options.integer("connections", 16),
                options.list("warm-ups", quick ? "2" : "5,45").stream()
                        .map(Integer::valueOf)
                        .map(Duration::ofSeconds)
                        .toList(),
                options.seconds("measured", quick ? 3 : 10),
                options.integer("rounds", quick ? 2 : 5),
                options.integer("stock", quick ? 50_000 : 200_000),
                options.integer("backlog", quick ? 100_000 : 1_000_000),
                options.integer("wake-ups", quick ? 500 : 5_000),
                options.integer("parked", quick ? 1_000 : 5_000),
                options.integer("starts", quick ? 3 : 11),
                options.integer("heap-messages", quick ? 20_000 : 100_000));
    }

    /** The bare server, answering in the shape a scenario needs. */
    Program bare(boolean fifo, int batch) {
        Stream<String> shape = Stream.concat(Stream.of("--batch=" + batch), fifo ? Stream.of("--fifo") : Stream.of());
        return Program.bare(Stream.concat(bareFlags.stream(), shape).toList());
    }

    Program candidateOrBare(boolean fifo, int batch) {
        return candidate == null ? bare(fifo, batch) : candidate;
    }

    private static Program candidate(Options options) {
        String arguments = options.text("candidate", "-jar emulator-api/target/haar.jar --port {port} --ephemeral");
        return arguments.equals("bare")
                ? null
                : new Program(
                        options.text("name", "haar"), List.of(arguments.strip().split(" +", -1)));
    }

    private static String ownJava() {
        return ProcessHandle.current().info().command().orElse("java");
    }
}
