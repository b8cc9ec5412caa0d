package dev.haar.api;

import dev.haar.core.state.h2.StateDirectoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The command line. Exit codes: 0 for help, version and what is done with a state directory, 1 if the port or the state
 * directory cannot be had, 2 for a flag that cannot be understood, 143 after SIGTERM and 130 after SIGINT.
 */
public final class Main {
    private final Arguments arguments;
    private final StateCommand state;

    private Main(Arguments arguments, StateCommand state) {
        this.arguments = arguments;
        this.state = state;
    }

    /** Starts Haar and serves until a signal ends it. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        Arguments arguments = new Arguments(environment);
        StateCommand state = new StateCommand(environment);
        Main main = new Main(arguments, state);
        return new CommandLine(arguments.spec().addSubcommand("state", state.spec())).setExecutionStrategy(main::run);
    }

    private int run(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        if (parsed.hasSubcommand()) {
            return state.run(parsed.subcommand());
        }
        Logging.configure(arguments.logLevel(parsed));
        HaarConfig config = arguments.config(parsed);
        PrintWriter errors = parsed.commandSpec().commandLine().getErr();
        try {
            Emulator emulator = Emulator.start(config, InstantSource.system());
            Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "haar-stop"));
            greet(emulator, parsed.commandSpec().commandLine().getOut());
            // Until a signal comes: the hook then stops the listener and lets requests in flight finish.
            new CountDownLatch(1).await();
            return 0;
        } catch (BindException e) {
            errors.println(
                    "haar: cannot listen on " + config.host() + " port " + config.port() + ": " + e.getMessage());
            return 1;
        } catch (StateDirectoryException e) {
            errors.println("haar: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            errors.println("haar: cannot start: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static String state(Emulator emulator) {
        return emulator.config()
                .state()
                .directory()
                .map(directory -> "State in " + directory.toAbsolutePath().normalize() + ": "
                        + emulator.found().entrySet().stream()
                                .map(each -> each.getValue() + " " + each.getKey())
                                .collect(Collectors.joining(", ")))
                .orElse("State in memory only");
    }

    private static void greet(Emulator emulator, PrintWriter out) {
        HaarConfig config = emulator.config();
        out.println("Haar " + Version.current() + " listens at " + emulator.endpoint());
        emulator.httpsPort()
                .ifPresent(port -> out.println(
                        "HTTPS on port " + port + ", vouched for by " + emulator.endpoint() + "/_haar/ca.pem"));
        emulator.dnsPort().ifPresent(port -> out.println("DNS for Cloud Map on port " + port));
        out.println(state(emulator));
        out.println();
        out.println("export AWS_ENDPOINT_URL=" + emulator.endpoint());
        out.println("export AWS_ACCESS_KEY_ID=" + config.account());
        out.println("export AWS_SECRET_ACCESS_KEY=haar");
        out.println("export AWS_REGION=" + config.region());
        out.println("export AWS_DEFAULT_REGION=" + config.region());
        out.flush();
    }
}
