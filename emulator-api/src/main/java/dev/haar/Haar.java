package dev.haar;

import dev.haar.api.Emulator;
import dev.haar.api.HaarConfig;
import dev.haar.core.time.HaarTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * AWS-compatible services inside this virtual machine, for test suites.
 *
 * <pre>{@code
 * try (Haar haar = Haar.start()) {
 *     SqsClient sqs = SqsClient.builder().endpointOverride(haar.endpoint())...build();
 * }
 * }</pre>
 *
 * <p>Each instance has its own port, state and clock; many can run side by side. Safe for use by several threads.
 */
public final class Haar implements AutoCloseable {
    private final Emulator emulator;

    private Haar(Emulator emulator) {
        this.emulator = emulator;
    }

    /**
     * Starts one on a free port of the loopback address.
     *
     * @throws UncheckedIOException if no port can be had
     */
    public static Haar start() {
        return builder().start();
    }

    /** Chooses how one runs; without a choice as {@link #start()} does. */
    public static Builder builder() {
        return new Builder();
    }

    /** The URL to give to SDKs as their endpoint. */
    public URI endpoint() {
        return URI.create(emulator.endpoint());
    }

    /** The port that it listens on. */
    public int port() {
        return emulator.port();
    }

    /** The port on which it answers DNS; empty if it does not. */
    public OptionalInt dnsPort() {
        return emulator.dnsPort();
    }

    /** The port that it listens on for HTTPS; empty if it does not. */
    public OptionalInt httpsPort() {
        return emulator.httpsPort();
    }

    /** The account of callers whose access key id is not an account itself. */
    public String account() {
        return emulator.config().account();
    }

    /** The region of callers who name none. */
    public String region() {
        return emulator.config().region();
    }

    /** The clock that everything in it lives by: freeze it, and advance it instead of waiting. */
    public HaarTime clock() {
        return emulator.time();
    }

    /** Throws all state away, ends the polls that wait, and lets the clock follow the machine's again. */
    public void reset() {
        emulator.reset();
    }

    /** Stops it; requests in flight finish first. */
    @Override
    public void close() {
        emulator.close();
    }

    /** Chooses how a Haar runs. */
    public static final class Builder {
        private static final String LOOPBACK = "127.0.0.1";

        private HaarConfig config = HaarConfig.defaults().withAddress(LOOPBACK, 0);
        private InstantSource machine = InstantSource.system();

        private Builder() {}

        /** The port to listen on, 1 to 65535; 0, the default, for any that is free. */
        public Builder port(int port) {
            config = config.withAddress(config.host(), port);
            return this;
        }

        /** The address to listen on; loopback by default. */
        public Builder host(String host) {
            config = config.withAddress(host, config.port());
            return this;
        }

        /** The 12-digit account of callers whose access key id is not an account; 000000000000 by default. */
        public Builder account(String account) {
            config = config.withAccount(account);
            return this;
        }

        /** The region of callers who name none; us-east-1 by default. */
        public Builder region(String region) {
            config = config.withRegion(region);
            return this;
        }

        /** How close to AWS; fast by default. */
        public Builder mode(HaarConfig.Mode mode) {
            config = config.withMode(mode);
            return this;
        }

        /** Keeps state in a directory, which is made if need be; without this call nothing outlives the instance. */
        public Builder data(Path directory) {
            config = config.withState(HaarConfig.State.in(directory));
            return this;
        }

        /** The port on which names of Cloud Map are answered, 0 for any that is free; none by default. */
        public Builder dnsPort(int port) {
            config = config.withCloudMap(config.cloudMap()
                    .withDns(new HaarConfig.Dns(
                            OptionalInt.of(port), true, config.cloudMap().dns().upstream())));
            return this;
        }

        /** The seconds between probes of Cloud Map's endpoints, at least 1; by default none are probed. */
        public Builder probeSeconds(int seconds) {
            config = config.withCloudMap(config.cloudMap().withProbeSeconds(OptionalInt.of(seconds)));
            return this;
        }

        /** The port for HTTPS, 0 for any that is free; none by default. */
        public Builder httpsPort(int port) {
            config = config.withTls(
                    new HaarConfig.Tls(OptionalInt.of(port), config.tls().certificateUrl()));
            return this;
        }

        /**
         * Where a Lambda function that is subscribed to topics is invoked.
         *
         * @param name the name of the function
         * @param url its base URL; one with a path is posted to as it is
         */
        public Builder function(String name, URI url) {
            Map<String, String> functions = new HashMap<>(config.outside().functions());
            functions.put(name, url.toString());
            config = config.withOutside(new HaarConfig.Outside(
                    config.outside().allowed(), functions, config.outside().firehose()));
            return this;
        }

        /** The source of real time that the clock follows; the system's by default. */
        public Builder clock(InstantSource source) {
            machine = source;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws UncheckedIOException if the port or the directory cannot be had
         */
        public Haar start() {
            try {
                return new Haar(Emulator.start(config, machine));
            } catch (IOException e) {
                throw new UncheckedIOException("Haar cannot start on " + config.host() + ":" + config.port(), e);
            }
        }
    }
}
