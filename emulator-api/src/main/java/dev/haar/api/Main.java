package dev.haar.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 for help and version, 1 if the port cannot be had, 2 for a flag that cannot be
 * understood, 143 after SIGTERM and 130 after SIGINT.
 */
@Command(
        name = "haar",
        description = "Runs AWS-compatible services on this machine.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        versionProvider = Main.VersionProvider.class)
public final class Main implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:HAAR_PORT:-4566}",
            description = "Port to listen on, 0 for any that is free (HAAR_PORT; default 4566).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:HAAR_HOST:-127.0.0.1}",
            description = "Address to listen on (HAAR_HOST; default 127.0.0.1).")
    private String host;

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "${env:HAAR_ACCOUNT:-000000000000}",
            description = "Account of callers whose access key id is not an account (HAAR_ACCOUNT;"
                    + " default 000000000000).")
    private String account;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "${env:HAAR_REGION:-us-east-1}",
            description = "Region of callers who name none (HAAR_REGION; default us-east-1).")
    private String region;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            defaultValue = "${env:HAAR_PUBLIC_URL:-}",
            description = "URL by which clients reach Haar, if it is not what their requests say (HAAR_PUBLIC_URL).")
    private String publicUrl;

    @Option(
            names = "--trust-proxy",
            defaultValue = "${env:HAAR_TRUST_PROXY:-false}",
            description = "Believe X-Forwarded headers from everywhere, not from loopback alone (HAAR_TRUST_PROXY).")
    private boolean trustProxy;

    @Option(
            names = "--mode",
            paramLabel = "fast|strict",
            defaultValue = "${env:HAAR_MODE:-fast}",
            description = "fast lifts AWS's rules that only make tests slow, strict keeps them"
                    + " (HAAR_MODE; default fast).")
    private HaarConfig.Mode mode;

    @Option(
            names = "--ephemeral",
            defaultValue = "${env:HAAR_EPHEMERAL:-false}",
            description = "Keep all state in memory, as is always done so far (HAAR_EPHEMERAL).")
    private boolean ephemeral;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "${env:HAAR_LOG_LEVEL:-info}",
            description = "One of off, error, warn, info, debug, trace (HAAR_LOG_LEVEL; default info).")
    private Logging.Level logLevel;

    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    private boolean version;

    @Option(names = "--help", usageHelp = true, description = "Print this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Starts Haar and serves until a signal ends it. */
    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.configure(logLevel);
        HaarConfig config = config();
        Emulator emulator;
        try {
            emulator = Emulator.start(config, InstantSource.system());
        } catch (BindException e) {
            return complain("Cannot listen on " + host + " port " + port + ": " + e.getMessage());
        } catch (IOException e) {
            return complain("Cannot start: " + e.getMessage());
        }
        // The listener and all of its threads end with it; the virtual machine then has nothing left to do.
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "haar-stop"));
        greet(emulator);
        new CountDownLatch(1).await();
        return 0;
    }

    private HaarConfig config() {
        try {
            return HaarConfig.defaults()
                    .withAddress(host, port)
                    .withAccount(account)
                    .withRegion(region)
                    .withPublicUrl(Optional.of(publicUrl).filter(url -> !url.isEmpty()))
                    .withTrustProxy(trustProxy)
                    .withMode(mode);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int complain(String message) {
        spec.commandLine().getErr().println("haar: " + message);
        return 1;
    }

    private void greet(Emulator emulator) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Haar " + Version.current() + " listens at " + emulator.endpoint());
        out.println();
        out.println("export AWS_ENDPOINT_URL=" + emulator.endpoint());
        out.println("export AWS_ACCESS_KEY_ID=" + account);
        out.println("export AWS_SECRET_ACCESS_KEY=haar");
        out.println("export AWS_REGION=" + region);
        out.println("export AWS_DEFAULT_REGION=" + region);
        out.flush();
    }

    /** Reads the version only when it is asked for. */
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"haar " + Version.current()};
        }
    }
}
