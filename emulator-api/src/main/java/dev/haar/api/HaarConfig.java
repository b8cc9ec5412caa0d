package dev.haar.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How one Haar runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 to 65535; 0 for any that is free
 * @param account the 12-digit account of callers whose access key id names none
 * @param region the region of callers who name none
 * @param publicUrl scheme, host and port by which clients reach Haar, if it is not what their requests say
 * @param trustProxy whether {@code X-Forwarded-*} headers count from everywhere, and not from loopback alone
 * @param state where state is kept
 * @param mode what becomes of AWS's rules that only make tests slow
 * @param ioThreads how many threads serve requests, at least 1
 * @param maxBody the longest body of a request in bytes, after decompression, at least 1
 * @param outside where SNS may deliver outside Haar
 * @param cloudMap how Cloud Map is seen in DNS, and how it sees endpoints
 * @param tls what clients see that come by TLS, or verify messages
 */
public record HaarConfig(
        String host,
        int port,
        String account,
        String region,
        Optional<String> publicUrl,
        boolean trustProxy,
        State state,
        Mode mode,
        int ioThreads,
        int maxBody,
        Outside outside,
        CloudMap cloudMap,
        Tls tls) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+");
    private static final Pattern URL_WITH_PATH = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+(/.*)?");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MAX_BODY = 16 * 1024 * 1024;

    /**
     * Where state is kept.
     *
     * @param directory the directory; empty to keep none beyond the process
     * @param fsync whether what is kept also survives the loss of power
     * @param messageMemory about how many bytes of heap waiting messages may take before the ends of queues are left in the
     *     directory, at least 0; without a directory all of them are in memory
     */
    public record State(Optional<Path> directory, boolean fsync, long messageMemory) {
        private static final int PERCENT_OF_HEAP = 33;

        /** Keeps nothing beyond the process. */
        public static final State EPHEMERAL = new State(Optional.empty(), false, Long.MAX_VALUE);

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public State {
            Objects.requireNonNull(directory, "directory");
            check(messageMemory >= 0, "The memory for messages must not be negative: " + messageMemory);
        }

        /** Keeps state in a directory, which is made if need be; a third of the heap is for messages. */
        public static State in(Path directory) {
            return new State(Optional.of(directory), false, Runtime.getRuntime().maxMemory() / 100 * PERCENT_OF_HEAP);
        }

        /** The same with or without fsync. */
        public State withFsync(boolean newFsync) {
            return new State(directory, newFsync, messageMemory);
        }

        /** The same with so many bytes of heap for messages. */
        public State withMessageMemory(long newMessageMemory) {
            return new State(directory, fsync, newMessageMemory);
        }
    }

    /**
     * Where SNS may deliver outside Haar.
     *
     * @param allowed the hosts that HTTP deliveries may go to, with or without a port, {@code *} for any part; empty for all
     * @param functions the base URLs at which Lambda functions are invoked, by their names
     * @param firehose the directory in which Firehose streams are files; empty for none
     */
    public record Outside(List<String> allowed, Map<String, String> functions, Optional<Path> firehose) {
        /** Any host, no functions, no streams. */
        public static final Outside ANYWHERE = new Outside(List.of(), Map.of(), Optional.empty());

        /** Copies that do not change with their sources. */
        public Outside {
            allowed = List.copyOf(allowed);
            functions = Map.copyOf(functions);
            functions.forEach((name, url) -> check(
                    URL_WITH_PATH.matcher(url).matches(), "This is no URL for the function " + name + ": " + url));
        }
    }

    /**
     * How Cloud Map is seen in DNS, and how it sees endpoints.
     *
     * @param dns whether and where names are answered
     * @param probeSeconds how long to wait between probes of an endpoint, at least 1; empty for no probes, with which every
     *     endpoint counts as healthy
     */
    public record CloudMap(Dns dns, OptionalInt probeSeconds) {
        /** No DNS and no probes. */
        public static final CloudMap NONE = new CloudMap(Dns.NONE, OptionalInt.empty());

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public CloudMap {
            probeSeconds.ifPresent(
                    seconds -> check(seconds >= 1, "There must be at least a second between probes: " + seconds));
        }

        /** The same with names answered elsewhere. */
        public CloudMap withDns(Dns newDns) {
            return new CloudMap(newDns, probeSeconds);
        }

        /** The same with other probes. */
        public CloudMap withProbeSeconds(OptionalInt newProbeSeconds) {
            return new CloudMap(dns, newProbeSeconds);
        }
    }

    /**
     * Whether and where names of Cloud Map are answered.
     *
     * @param port the port for DNS, UDP and TCP, 0 for any that is free; empty for none
     * @param required whether Haar does not start without it
     * @param upstream who is asked for other names, a host with or without a port; empty to refuse them
     */
    public record Dns(OptionalInt port, boolean required, Optional<String> upstream) {
        /** No DNS. */
        public static final Dns NONE = new Dns(OptionalInt.empty(), false, Optional.empty());

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Dns {
            checkPort(port);
        }
    }

    /**
     * What clients see that come by TLS, or verify messages.
     *
     * @param port the port for HTTPS, 0 for any that is free; empty for none
     * @param certificateUrl where SNS's messages say that the certificate is which they are verified with; empty for where
     *     AWS's is
     */
    public record Tls(OptionalInt port, Optional<String> certificateUrl) {
        /** No HTTPS, and the certificate where AWS's is. */
        public static final Tls NONE = new Tls(OptionalInt.empty(), Optional.empty());

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Tls {
            checkPort(port);
            certificateUrl = certificateUrl.map(HaarConfig::withoutSlash);
        }
    }

    /** How close to AWS. Validation is the same in both. */
    public enum Mode {
        /** Lifts what only makes tests slow, such as the 60 seconds after PurgeQueue and DeleteQueue. */
        FAST,
        /** Keeps AWS's waits and quotas. */
        STRICT
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public HaarConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(mode, "mode");
        check(port >= 0 && port <= HIGHEST_PORT, "The port must be between 0 and 65535: " + port);
        check(ACCOUNT.matcher(account).matches(), "The account must have 12 digits: " + account);
        check(REGION.matcher(region).matches(), "This is no region: " + region);
        check(ioThreads >= 1, "There must be at least one IO thread: " + ioThreads);
        check(maxBody >= 1, "The body limit must be at least 1 byte: " + maxBody);
        publicUrl = publicUrl.map(HaarConfig::withoutSlash);
        publicUrl.ifPresent(
                url -> check(URL.matcher(url).matches(), "The public URL must be scheme, host and port alone: " + url));
    }

    /** What runs unless told otherwise: loopback, port 4566, account 000000000000, us-east-1, fast, ephemeral. */
    public static HaarConfig defaults() {
        return new HaarConfig(
                "127.0.0.1",
                4566,
                "000000000000",
                "us-east-1",
                Optional.empty(),
                false,
                State.EPHEMERAL,
                Mode.FAST,
                Runtime.getRuntime().availableProcessors(),
                MAX_BODY,
                Outside.ANYWHERE,
                CloudMap.NONE,
                Tls.NONE);
    }

    /** The same on another address and port. */
    public HaarConfig withAddress(String newHost, int newPort) {
        return with(draft -> {
            draft.host = newHost;
            draft.port = newPort;
        });
    }

    /** The same with another account. */
    public HaarConfig withAccount(String newAccount) {
        return with(draft -> draft.account = newAccount);
    }

    /** The same with another region. */
    public HaarConfig withRegion(String newRegion) {
        return with(draft -> draft.region = newRegion);
    }

    /** The same with its state elsewhere. */
    public HaarConfig withState(State newState) {
        return with(draft -> draft.state = newState);
    }

    /** The same in another mode. */
    public HaarConfig withMode(Mode newMode) {
        return with(draft -> draft.mode = newMode);
    }

    /** The same, reached by its clients under the given URL; empty for what their requests say. */
    public HaarConfig withPublicUrl(Optional<String> newPublicUrl) {
        return with(draft -> draft.publicUrl = newPublicUrl);
    }

    /** The same, trusting {@code X-Forwarded-*} from everywhere or from loopback alone. */
    public HaarConfig withTrustProxy(boolean newTrustProxy) {
        return with(draft -> draft.trustProxy = newTrustProxy);
    }

    /** The same with another number of IO threads and another limit to bodies. */
    public HaarConfig withLimits(int newIoThreads, int newMaxBody) {
        return with(draft -> {
            draft.ioThreads = newIoThreads;
            draft.maxBody = newMaxBody;
        });
    }

    /** The same, delivering elsewhere. */
    public HaarConfig withOutside(Outside newOutside) {
        return with(draft -> draft.outside = newOutside);
    }

    /** The same with another Cloud Map. */
    public HaarConfig withCloudMap(CloudMap newCloudMap) {
        return with(draft -> draft.cloudMap = newCloudMap);
    }

    /** The same with another way to come by TLS. */
    public HaarConfig withTls(Tls newTls) {
        return with(draft -> draft.tls = newTls);
    }

    private HaarConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /** One that is being changed. */
    private static final class Draft {
        private String host;
        private int port;
        private String account;
        private String region;
        private Optional<String> publicUrl;
        private boolean trustProxy;
        private State state;
        private Mode mode;
        private int ioThreads;
        private int maxBody;
        private Outside outside;
        private CloudMap cloudMap;
        private Tls tls;

        Draft(HaarConfig from) {
            host = from.host;
            port = from.port;
            account = from.account;
            region = from.region;
            publicUrl = from.publicUrl;
            trustProxy = from.trustProxy;
            state = from.state;
            mode = from.mode;
            ioThreads = from.ioThreads;
            maxBody = from.maxBody;
            outside = from.outside;
            cloudMap = from.cloudMap;
            tls = from.tls;
        }

        HaarConfig config() {
            return new HaarConfig(
                    host,
                    port,
                    account,
                    region,
                    publicUrl,
                    trustProxy,
                    state,
                    mode,
                    ioThreads,
                    maxBody,
                    outside,
                    cloudMap,
                    tls);
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static void checkPort(OptionalInt port) {
        port.ifPresent(number ->
                check(number >= 0 && number <= HIGHEST_PORT, "The port must be between 0 and 65535: " + number));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
