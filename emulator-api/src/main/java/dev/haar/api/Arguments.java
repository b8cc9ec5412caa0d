package dev.haar.api;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The flags, each of which is an environment variable too: {@code --public-url} is {@code HAAR_PUBLIC_URL}. A flag wins
 * over its variable.
 *
 * <p>They are declared by calls, not annotations: reading annotations would be a third of the time that Haar takes to
 * start.
 */
final class Arguments {
    private static final String ENABLED = "true";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kmg%]?)");
    private static final int PERCENT = 100;
    private static final int DNS_PORT = 10053;

    private final Map<String, String> environment;

    Arguments(Map<String, String> environment) {
        this.environment = environment;
    }

    CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("haar").version("haar " + Version.current());
        spec.usageMessage()
                .description("Runs AWS-compatible services on this machine.")
                .sortOptions(false)
                .autoWidth(true);
        HaarConfig defaults = HaarConfig.defaults();
        spec.addOption(value("--port", "N", "Port to listen on; 0 for any that is free.", "" + defaults.port()));
        spec.addOption(value("--host", "ADDRESS", "Address to listen on.", defaults.host()));
        spec.addOption(value(
                "--account", "ID", "Account of callers whose access key id is not an account.", defaults.account()));
        spec.addOption(value("--region", "NAME", "Region of callers who name none.", defaults.region()));
        spec.addOption(
                value("--public-url", "URL", "URL by which clients reach Haar, if not what their requests say.", ""));
        spec.addOption(flag("--trust-proxy", "Believe X-Forwarded headers from everywhere, not from loopback alone."));
        spec.addOption(value(
                "--mode", "MODE", "fast lifts AWS's rules that only make tests slow, strict keeps them.", "fast"));
        spec.addOption(value("--data", "DIR", "Directory in which state is kept.", ".haar"));
        spec.addOption(flag("--ephemeral", "Keep state in memory only; --data then means nothing."));
        spec.addOption(flag("--fsync", "Have what was answered survive the loss of power, too; slower."));
        spec.addOption(value(
                "--message-memory",
                "SIZE",
                "Heap for waiting messages, like 200m or 40%; beyond it the ends of queues stay in the state.",
                "33%"));
        spec.addOption(value(
                "--dns-port",
                "N",
                "Port on which names of Cloud Map are answered, by UDP and TCP; 0 for none. 10053 if not given, unless it is taken.",
                ""));
        spec.addOption(
                value("--dns-upstream", "HOST[:PORT]", "DNS server for all other names; refused if not given.", ""));
        spec.addOption(value(
                "--probe-seconds",
                "N",
                "Seconds between probes of Cloud Map's endpoints; 0 for none: then all count as healthy.",
                "30"));
        spec.addOption(value("--https-port", "N", "Port for HTTPS; none if not given.", ""));
        spec.addOption(value(
                "--signing-cert-url",
                "URL",
                "Where messages of SNS say their certificate is; https://sns.REGION.amazonaws.com if not given.",
                ""));
        spec.addOption(value(
                "--allow-delivery-to",
                "HOSTS",
                "Hosts that SNS may post to, like *.example.com or localhost:8080, with commas; all if not given.",
                ""));
        spec.addOption(value(
                "--lambda",
                "NAME=URL",
                "Where functions subscribed to topics are invoked, with commas between several.",
                ""));
        spec.addOption(value(
                "--firehose",
                "DIR",
                "Directory in which streams subscribed to topics are files; firehose in --data if not given.",
                ""));
        spec.addOption(value("--log-level", "LEVEL", "One of off, error, warn, info, debug and trace.", "info"));
        spec.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
        spec.addOption(help());
        return spec;
    }

    /**
     * What the flags and the environment ask for.
     *
     * @throws ParameterException if one has no such value
     */
    HaarConfig config(ParseResult parsed) {
        try {
            return HaarConfig.defaults()
                    .withAddress(text(parsed, "--host"), number(parsed, "--port"))
                    .withAccount(text(parsed, "--account"))
                    .withRegion(text(parsed, "--region"))
                    .withPublicUrl(Optional.of(text(parsed, "--public-url")).filter(url -> !url.isEmpty()))
                    .withTrustProxy(isSet(parsed, "--trust-proxy"))
                    .withState(state(parsed))
                    .withOutside(outside(parsed))
                    .withCloudMap(cloudMap(parsed))
                    .withTls(tls(parsed))
                    .withMode(HaarConfig.Mode.valueOf(upper(parsed, "--mode")));
        } catch (IllegalArgumentException e) {
            throw refusal(parsed, e);
        }
    }

    /**
     * How much to log.
     *
     * @throws ParameterException if it has no such value
     */
    Logging.Level logLevel(ParseResult parsed) {
        try {
            return Logging.Level.valueOf(upper(parsed, "--log-level"));
        } catch (IllegalArgumentException e) {
            throw refusal(parsed, e);
        }
    }

    private HaarConfig.State state(ParseResult parsed) {
        if (isSet(parsed, "--ephemeral")) {
            return HaarConfig.State.EPHEMERAL;
        }
        return HaarConfig.State.in(Path.of(text(parsed, "--data")))
                .withFsync(isSet(parsed, "--fsync"))
                .withMessageMemory(bytes(text(parsed, "--message-memory")));
    }

    private HaarConfig.Outside outside(ParseResult parsed) {
        Map<String, String> functions = new HashMap<>();
        for (String each : parts(text(parsed, "--lambda"))) {
            String[] nameAndUrl = each.split("=", 2);
            if (nameAndUrl.length < 2) {
                throw new IllegalArgumentException("This is no function's NAME=URL: " + each);
            }
            functions.put(nameAndUrl[0].strip(), nameAndUrl[1].strip());
        }
        return new HaarConfig.Outside(
                parts(text(parsed, "--allow-delivery-to")),
                functions,
                Optional.of(text(parsed, "--firehose"))
                        .filter(directory -> !directory.isEmpty())
                        .map(Path::of));
    }

    private HaarConfig.CloudMap cloudMap(ParseResult parsed) {
        int seconds = number(parsed, "--probe-seconds");
        return new HaarConfig.CloudMap(dns(parsed), seconds == 0 ? OptionalInt.empty() : OptionalInt.of(seconds));
    }

    private static HaarConfig.Dns dns(ParseResult parsed) {
        boolean asked = !text(parsed, "--dns-port").isEmpty();
        int port = asked ? number(parsed, "--dns-port") : DNS_PORT;
        return new HaarConfig.Dns(
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                asked,
                Optional.of(text(parsed, "--dns-upstream")).filter(host -> !host.isEmpty()));
    }

    private static HaarConfig.Tls tls(ParseResult parsed) {
        return new HaarConfig.Tls(
                text(parsed, "--https-port").isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(number(parsed, "--https-port")),
                Optional.of(text(parsed, "--signing-cert-url")).filter(url -> !url.isEmpty()));
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** A size in bytes, with k, m or g for its powers of 1,024, or as a percentage of the heap. */
    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("This is no size, such as 200m or 40%: " + text);
        }
        long number = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "%" -> Runtime.getRuntime().maxMemory() / PERCENT * number;
            case "k" -> number << 10;
            case "m" -> number << 20;
            case "g" -> number << 30;
            default -> number;
        };
    }

    private boolean isSet(ParseResult parsed, String flag) {
        return parsed.hasMatchedOption(flag) || ENABLED.equalsIgnoreCase(environment.get(variable(flag)));
    }

    private OptionSpec value(String name, String label, String description, String standard) {
        String given = environment.getOrDefault(variable(name), "");
        String shown = standard.isEmpty() ? "" : "; default " + standard;
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                // A description is a format.
                .description((description + " (" + variable(name) + shown + ")").replace("%", "%%"))
                .defaultValue(given.isEmpty() ? standard : given)
                .build();
    }

    /** The flag that every command has. */
    static OptionSpec help() {
        return OptionSpec.builder("--help")
                .usageHelp(true)
                .description("Print this help.")
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .arity("0")
                .type(boolean.class)
                .description(description + " (" + variable(name) + "=true)")
                .build();
    }

    private static String variable(String name) {
        return "HAAR_" + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String text(ParseResult parsed, String name) {
        return parsed.commandSpec().findOption(name).getValue();
    }

    private static String upper(ParseResult parsed, String name) {
        return text(parsed, name).toUpperCase(Locale.ROOT);
    }

    private static int number(ParseResult parsed, String name) {
        String text = text(parsed, name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("This is no number for " + name + ": " + text, e);
        }
    }

    private static ParameterException refusal(ParseResult parsed, IllegalArgumentException reason) {
        CommandLine commandLine = parsed.commandSpec().commandLine();
        return new ParameterException(commandLine, reason.getMessage(), reason);
    }
}
