package dev.haar.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the measurements that are named, or all, and prints the report. */
final class Bench {
    private static final String BACKLOG = "backlog";

    /** With a thousand times the messages the same rate, but for what two runs differ by anyway. */
    private static final double BACKLOG_TARGET = 0.95;

    private static final int SMALL_BACKLOG = 1_000;

    private static final String ENCRYPTED = "send-encrypted";

    /** What encryption may cost. */
    private static final double ENCRYPTED_TARGET = 0.8;

    private final Settings settings;
    private final Report report;
    private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();

    private Bench(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        for (Scenario scenario : Scenario.values()) {
            scenarios.put(scenario.title(), scenario);
        }
        Program program = settings.candidateOrBare(false, 10);
        measurements.put(BACKLOG, this::backlog);
        measurements.put(ENCRYPTED, this::encrypted);
        measurements.put("fan-out", new FanOut(settings));
        measurements.put("fan-out-filtered", new FilteredFanOut(settings, program));
        measurements.put("enveloped-receive", new EnvelopedReceive(settings, program));
        measurements.put("durable", new Durability(settings, program));
        measurements.put("kms", new KmsRates(settings, program));
        measurements.put("dns", new DnsRates(settings, program));
        measurements.put("long-poll", new WakeUp(settings, settings.candidateOrBare(false, 1)));
        measurements.put("parked", new Parked(settings, program));
        measurements.put("start", new StartUp(settings, program));
        measurements.put("memory", new Memory(settings, program));
    }

    public static void main(String[] arguments) throws IOException {
        try {
            Options options = Options.parse(arguments);
            Settings settings = Settings.of(options);
            Report report = new Report(conditions(settings));
            new Bench(settings, report).run(options.words());
            String text = report.markdown();
            System.out.println("\n" + text);
            Optional<String> file = options.text("markdown");
            if (file.isPresent()) {
                Files.writeString(Path.of(file.get()), text);
            }
            if (report.hasFailures()) {
                System.exit(1);
            }
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> wanted) throws IOException {
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(scenarios.keySet());
        unknown.removeAll(measurements.keySet());
        if (!unknown.isEmpty()) {
            throw new BenchException(
                    "unknown: " + unknown + "; there are " + scenarios.keySet() + " and " + measurements.keySet());
        }
        for (Map.Entry<String, Scenario> entry : scenarios.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(entry.getKey())) {
                attempt(entry.getKey(), () -> report.add(entry.getValue(), compare(entry.getValue())));
            }
        }
        for (Map.Entry<String, Measurement> entry : measurements.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(entry.getKey())) {
                System.out.println("  " + entry.getKey());
                attempt(entry.getKey(), () -> entry.getValue().run().forEach(report::add));
            }
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    /** One measurement that fails does not take with it what the others found in an hour. */
    private void attempt(String name, Step step) {
        try {
            step.take();
        } catch (IOException | BenchException e) {
            report.failed(name, e);
        }
    }

    private List<Rounds> compare(Scenario scenario) throws IOException {
        Program bare = settings.bare(scenario.fifo(), scenario.batch());
        Program candidate = settings.candidateOrBare(scenario.fifo(), scenario.batch());
        Workload.Opener workload = scenario.workload(settings.stock());
        return new Comparison(
                        settings,
                        scenario.title(),
                        new Side(bare.name(), bare, scenario.fifo(), workload),
                        new Side(candidate.name(), candidate, scenario.fifo(), workload))
                .run();
    }

    private List<Figure> backlog() throws IOException {
        Comparison comparison =
                new Comparison(settings, BACKLOG, backlogOf(SMALL_BACKLOG), backlogOf(settings.backlog()));
        List<Figure> figures = new ArrayList<>();
        for (Rounds rounds : comparison.run()) {
            figures.add(new Figure(
                    String.format(
                            "receive rate with %,d waiting, of that with %,d, after %d s",
                            settings.backlog(), SMALL_BACKLOG, rounds.warmUp().toSeconds()),
                    Report.format(rounds.ratio()) + ", " + rounds.counted().size() + " of "
                            + rounds.all().size() + " rounds",
                    "the same (at least 0.95)",
                    rounds.atLeast(BACKLOG_TARGET)));
        }
        return figures;
    }

    private List<Figure> encrypted() throws IOException {
        Program program = settings.candidateOrBare(false, 1);
        Comparison comparison = new Comparison(
                settings,
                ENCRYPTED,
                new Side("in clear", program, false, Workload.sending(1, settings.stock())),
                new Side("encrypted", program, false, Workload.sendingEncrypted(settings.stock())));
        List<Figure> figures = new ArrayList<>();
        for (Rounds rounds : comparison.run()) {
            figures.add(new Figure(
                    String.format(
                            "SendMessage to an encrypted queue, of that to another, after %d s",
                            rounds.warmUp().toSeconds()),
                    Report.format(rounds.ratio()) + ", " + rounds.counted().size() + " of "
                            + rounds.all().size() + " rounds",
                    "at least 0.8",
                    rounds.atLeast(ENCRYPTED_TARGET)));
        }
        return figures;
    }

    private Side backlogOf(int waiting) {
        Program program = settings.candidateOrBare(false, 10);
        return new Side(String.format("%,d waiting", waiting), program, false, Workload.level(false, 10, waiting));
    }

    private static List<String> conditions(Settings settings) throws IOException {
        return List.of(
                version(settings.java()),
                "under load: " + String.join(" ", settings.jvm()) + "; server on core " + settings.serverCore() + ", "
                        + settings.connections() + " connections",
                "start-up and idle memory: "
                        + (settings.plainJvm().isEmpty() ? "no JVM flags" : String.join(" ", settings.plainJvm())),
                processor());
    }

    private static String version(String java) throws IOException {
        Process process =
                new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().skip(1).collect(Collectors.joining(", "));
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            List<String> models = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .toList();
            return models.size() + " x " + models.stream().findFirst().orElse("processor");
        }
    }
}
