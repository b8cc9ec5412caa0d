package dev.haar.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the start of the process to the first SQS answer, again and again; on all cores, as people start it. */
final class StartUp implements Measurement {
    private static final double TARGET_MILLIS = 600;

    private final Settings settings;
    private final Program program;

    StartUp(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    @Override
    public List<Figure> run() throws IOException {
        List<Double> millis = new ArrayList<>();
        String memory = "";
        for (int i = 0; i < settings.starts(); i++) {
            try (ServerProcess server =
                    ServerProcess.start(settings, settings.allCores(), settings.plainJvm(), program)) {
                millis.add(server.awaitFirstAnswer().toNanos() / 1e6);
                memory = server.jcmd().memorySettings();
            }
        }
        Spread spread = Spread.of(millis, Double::doubleValue);
        String value = String.format(
                Locale.ROOT,
                "%.0f ms (%.0f to %.0f, %d runs; %s)",
                spread.median(),
                spread.least(),
                spread.greatest(),
                millis.size(),
                memory);
        Verdict verdict = Verdict.of(spread.median() < TARGET_MILLIS);
        return List.of(new Figure("start to first answer", value, "under 600 ms", verdict));
    }
}
