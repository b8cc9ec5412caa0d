package dev.haar.it.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs that are not Java's. */
final class Tool {
    private static final String REQUIRED = "HAAR_IT_REQUIRE_TOOLS";
    private static final long MINUTES = 5;

    private Tool() {}

    /** The command that a variable names, or else the one of that name on the path. */
    static String command(String variable, String fallback) {
        return Optional.ofNullable(System.getenv(variable)).orElse(fallback);
    }

    /**
     * Skips the test if a command cannot be run, or fails it if {@code HAAR_IT_REQUIRE_TOOLS} is 1.
     *
     * @param what what is needed, for the reason
     */
    static void require(String what, Map<String, String> environment, String... command) {
        Outcome outcome = run(Path.of("."), environment, List.of(command));
        if (outcome.exitCode() == 0) {
            return;
        }
        String reason = what + " is not here: " + String.join(" ", command) + ": " + outcome.output();
        if ("1".equals(System.getenv(REQUIRED))) {
            throw new AssertionError(reason);
        }
        Assumptions.abort(reason);
    }

    /** Runs a client to its end, which must be an OK. */
    static void expectOk(Path directory, Map<String, String> environment, String... command) {
        Outcome outcome = run(directory, environment, List.of(command));
        assertThat(outcome.output()).endsWith("OK");
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    /** Runs a program to its end, which must have written this and nothing else. */
    static void expectOutput(String expected, Path directory, String... command) {
        Outcome outcome = run(directory, Map.of(), List.of(command));
        assertThat(outcome.output()).isEqualTo(expected);
        assertThat(outcome.exitCode()).isZero();
    }

    /**
     * What became of a program.
     *
     * @param output all it wrote, trimmed
     */
    private record Outcome(int exitCode, String output) {}

    private static Outcome run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("haar-it-", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
                builder.environment().putAll(environment);
                Process process;
                try {
                    process = builder.start();
                } catch (IOException e) {
                    return new Outcome(-1, String.valueOf(e.getMessage()));
                }
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    return new Outcome(-1, "no end after " + MINUTES + " minutes: " + read(output));
                }
                return new Outcome(process.exitValue(), read(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8).trim();
    }
}
