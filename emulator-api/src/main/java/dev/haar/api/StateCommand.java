package dev.haar.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.haar.core.state.h2.Contents;
import dev.haar.core.state.h2.StateDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code haar state}: shows, copies and salvages what a state directory holds. Where a Haar runs on the directory it is asked
 * by its endpoint.
 */
final class StateCommand {
    private static final String DATA = "--data";
    private static final String ENDPOINT = "--endpoint";

    private final Map<String, String> environment;

    StateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A state directory that cannot be shown or copied as it was asked for; the message says why. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    CommandSpec spec() {
        CommandSpec state = command("state", "Shows what a state directory holds.");
        CommandSpec export = command("export", "Copies the state into a ZIP file, also while Haar runs on it.");
        export.addPositional(path("FILE", "The file to make."));
        CommandSpec recover = command("recover", "Salvages what can be read of a damaged state.");
        recover.addPositional(path("NEW", "The directory to make a new state in."));
        return state.addSubcommand("export", export).addSubcommand("recover", recover);
    }

    /** Runs it; the result is the exit code. */
    int run(ParseResult state) {
        ParseResult parsed = state.hasSubcommand() ? state.subcommand() : state;
        PrintWriter out = parsed.commandSpec().commandLine().getOut();
        Path path = Path.of(option(parsed, DATA));
        StateDirectory directory = new StateDirectory(path);
        try {
            switch (parsed.commandSpec().name()) {
                case "export" -> export(parsed, path, directory, positional(parsed));
                case "recover" -> directory.recover(positional(parsed));
                default -> show(parsed, path, directory, out);
            }
            return 0;
        } catch (IOException e) {
            parsed.commandSpec().commandLine().getErr().println("haar: " + e.getMessage());
            return 1;
        }
    }

    private static void show(ParseResult parsed, Path path, StateDirectory directory, PrintWriter out)
            throws IOException {
        Map<String, Long> rows = new TreeMap<>();
        if (directory.exists() && directory.isInUse()) {
            read(ask(parsed, path, "/_haar/state", "GET")).forEach((name, value) -> {
                if (name.contains(".")) {
                    rows.put(name, Long.valueOf(value));
                }
            });
        } else {
            Contents contents = directory.contents();
            rows.putAll(contents.rows());
        }
        out.println("State in " + path + ", " + directory.size() + " bytes");
        rows.forEach((table, count) -> out.printf("%12d  %s%n", count, table));
        out.flush();
    }

    private static void export(ParseResult parsed, Path path, StateDirectory directory, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new RefusedException(file + " is there already.");
        }
        if (!directory.exists() || !directory.isInUse()) {
            directory.export(file);
            return;
        }
        Path copy =
                Path.of(read(ask(parsed, path, "/_haar/state/export", "POST")).get("file"));
        if (!Files.exists(copy)) {
            throw new RefusedException("The copy is at " + copy + " where Haar runs.");
        }
        Files.move(copy, file);
    }

    /** Asks the Haar that runs on the directory. */
    private static String ask(ParseResult parsed, Path path, String route, String method) throws IOException {
        String endpoint = option(parsed, ENDPOINT);
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + route))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        String hint = "A Haar runs on " + path + ", but not the one at " + endpoint + ": name its endpoint with "
                + ENDPOINT + ".";
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 404) {
                throw new RefusedException(hint);
            }
            if (response.statusCode() != 200) {
                throw new RefusedException("Haar at " + endpoint + " answered " + response.body());
            }
            String directory = read(response.body()).getOrDefault("directory", "");
            if (!Path.of(directory).equals(path.toAbsolutePath().normalize())) {
                throw new RefusedException(hint);
            }
            return response.body();
        } catch (ConnectException e) {
            throw new IOException(hint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** All values in a JSON object and the objects in it, by their names. */
    private static Map<String, String> read(String json) throws IOException {
        Map<String, String> values = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.currentName(), parser.getText());
                }
            }
        }
        return values;
    }

    private CommandSpec command(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description).autoWidth(true);
        spec.addOption(OptionSpec.builder(DATA)
                .type(String.class)
                .paramLabel("DIR")
                .description("The state directory. (HAAR_DATA; default .haar)")
                .defaultValue(environment.getOrDefault("HAAR_DATA", ".haar"))
                .build());
        spec.addOption(OptionSpec.builder(ENDPOINT)
                .type(String.class)
                .paramLabel("URL")
                .description(
                        "The endpoint of the Haar that runs on it. (AWS_ENDPOINT_URL; default http://127.0.0.1:4566)")
                .defaultValue(environment.getOrDefault("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"))
                .build());
        spec.addOption(Arguments.help());
        return spec;
    }

    private static PositionalParamSpec path(String label, String description) {
        return PositionalParamSpec.builder()
                .type(String.class)
                .index("0")
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static String option(ParseResult parsed, String name) {
        return parsed.commandSpec().findOption(name).getValue();
    }

    private static Path positional(ParseResult parsed) {
        return Path.of(parsed.commandSpec().positionalParameters().get(0).<String>getValue());
    }
}
