package dev.haar.api;

import dev.haar.api.http.Gateway;
import dev.haar.api.http.HttpSettings;
import dev.haar.api.http.Server;
import dev.haar.api.operator.ClockRoutes;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.operator.ResetRoute;
import dev.haar.api.operator.Resettable;
import dev.haar.api.operator.StateRoutes;
import dev.haar.api.operator.StatusRoutes;
import dev.haar.api.service.Catalogue;
import dev.haar.api.service.Operations;
import dev.haar.api.service.Service;
import dev.haar.api.tls.Authority;
import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StateDirectoryException;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.ClockTables;
import dev.haar.core.time.HaarTime;
import dev.haar.core.time.KeptClock;
import dev.haar.engine.archive.ArchiveTables;
import dev.haar.engine.delivery.DeliveryTables;
import dev.haar.engine.mobile.MobileTables;
import dev.haar.engine.queue.QueueTables;
import dev.haar.engine.sms.SmsTables;
import dev.haar.engine.topic.TopicTables;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.identity.Identities;
import dev.haar.kms.identity.IdentityTables;
import dev.haar.kms.registry.KeyTables;
import dev.haar.servicediscovery.dns.DnsServer;
import dev.haar.servicediscovery.registry.RegistryTables;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One running Haar, put together here and taken apart in reverse. */
public final class Emulator implements AutoCloseable {
    /** The file beside the state that the keys in it are wrapped under. */
    private static final String ROOT_KEY = "haar.root-key";

    private final HaarConfig config;
    private final HaarTime time;
    private final StateStore store;
    private final ExecutorService workers;
    private final ResetRoute reset;
    private final Server server;
    private final Optional<DnsServer> dns;
    private final Map<String, Long> found;

    private Emulator(
            HaarConfig config,
            HaarTime time,
            StateStore store,
            ExecutorService workers,
            ResetRoute reset,
            Server server,
            Optional<DnsServer> dns,
            Map<String, Long> found) {
        this.config = config;
        this.time = time;
        this.store = store;
        this.workers = workers;
        this.reset = reset;
        this.server = server;
        this.dns = dns;
        this.found = found;
    }

    /**
     * Starts one.
     *
     * @param machine the source of real time
     * @throws IOException if the address or port cannot be had
     */
    public static Emulator start(HaarConfig config, InstantSource machine) throws IOException {
        HaarTime time = HaarTime.following(machine);
        RootKey rootKey = config.state()
                .directory()
                .map(directory -> RootKey.in(directory.resolve(ROOT_KEY)))
                .orElseGet(RootKey::ephemeral);
        StateStore store = store(config.state(), time, rootKey);
        ExecutorService workers = workers();
        Optional<DnsServer> dns = Optional.empty();
        try {
            KeptClock clock = new KeptClock(time, store);
            store.attach(clock);
            OperatorRoutes routes = new OperatorRoutes();
            Identities identities = new Identities(store, rootKey);
            store.attach(identities);
            ServiceRegistry discovery = ServiceAssembly.discovery(config, time, store, workers);
            List<Service> services =
                    ServiceAssembly.services(config, time, store, rootKey, identities, discovery, workers, routes);
            Catalogue catalogue = new Catalogue(services, new Operations());
            ResetRoute reset = new ResetRoute(resettables(services), clock);
            new StatusRoutes(catalogue, Version.current()).mount(routes);
            new ClockRoutes(clock).mount(routes);
            reset.mount(routes);
            if (store instanceof H2Store kept) {
                new StateRoutes(kept, workers).mount(routes);
            }
            Map<String, Long> found = holdings(services);
            dns = NameServer.start(config, time, discovery);
            HttpSettings http = http(config);
            Authority authority = new Authority(identities);
            authority.mount(routes, workers);
            Server server = Server.start(
                    http,
                    new Gateway(catalogue, http),
                    routes,
                    config.tls().port().isPresent()
                            ? Optional.of(new Server.Tls(config.tls().port().getAsInt(), authority.context()))
                            : Optional.empty());
            return new Emulator(config, time, store, workers, reset, server, dns, found);
        } catch (IOException | RuntimeException e) {
            dns.ifPresent(DnsServer::close);
            workers.shutdown();
            store.close();
            time.close();
            throw e;
        }
    }

    private static StateStore store(HaarConfig.State state, HaarTime time, RootKey rootKey) throws IOException {
        if (state.directory().isEmpty()) {
            return new EphemeralStore();
        }
        try {
            return H2Store.open(
                    state.directory().get(),
                    StoreOptions.defaults().withFsync(state.fsync()),
                    List.of(
                            new ClockTables(),
                            new QueueTables(),
                            new TopicTables(),
                            new ArchiveTables(),
                            new DeliveryTables(),
                            new MobileTables(),
                            new SmsTables(),
                            new KeyTables(rootKey),
                            new IdentityTables(),
                            new RegistryTables()));
        } catch (StateDirectoryException e) {
            time.close();
            throw e;
        }
    }

    private static Map<String, Long> holdings(List<Service> services) {
        Map<String, Long> holdings = new LinkedHashMap<>();
        services.forEach(service -> holdings.putAll(service.holdings()));
        return holdings;
    }

    /** Threads for what takes longer than an IO thread may; they end when there is nothing to do. */
    private static ExecutorService workers() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "haar-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private static List<Resettable> resettables(List<Service> services) {
        List<Resettable> found = new ArrayList<>();
        for (Service service : services) {
            if (service instanceof Resettable resettable) {
                found.add(resettable);
            }
        }
        return found;
    }

    private static HttpSettings http(HaarConfig config) {
        return new HttpSettings(
                config.host(),
                config.port(),
                config.account(),
                config.region(),
                config.publicUrl(),
                config.trustProxy(),
                config.ioThreads(),
                config.maxBody());
    }

    /** How it runs; the port is the one that was asked for. */
    public HaarConfig config() {
        return config;
    }

    /** What was in the state that it started with: how many queues, messages and so on. */
    public Map<String, Long> found() {
        return found;
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** The port that it listens on for HTTPS; empty if it does not. */
    public OptionalInt httpsPort() {
        return server.httpsPort();
    }

    /** The port on which names are answered; empty if none are. */
    public OptionalInt dnsPort() {
        return dns.map(running -> OptionalInt.of(running.port())).orElseGet(OptionalInt::empty);
    }

    /** The URL by which clients on this machine reach it, or the configured one. */
    public String endpoint() {
        return config.publicUrl().orElseGet(() -> "http://" + hostForClients() + ":" + port());
    }

    /** An address that means all of them is none that a client can go to. */
    private String hostForClients() {
        String host = config.host();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** Its clock. */
    public HaarTime time() {
        return time;
    }

    /** Throws all state away and lets the clock follow the machine's again. */
    public void reset() {
        reset.resetAll().join();
    }

    /** Stops listening, lets requests in flight finish for a few seconds, then ends. */
    @Override
    public void close() {
        server.close();
        dns.ifPresent(DnsServer::close);
        workers.shutdown();
        store.close();
        time.close();
    }
}
