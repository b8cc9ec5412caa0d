package dev.haar.api;

import dev.haar.api.audit.AuditLog;
import dev.haar.api.audit.AuditRoutes;
import dev.haar.api.courier.AllowedHosts;
import dev.haar.api.courier.Couriers;
import dev.haar.api.courier.FirehoseCourier;
import dev.haar.api.courier.HttpCourier;
import dev.haar.api.courier.LambdaCourier;
import dev.haar.api.http.Gateway;
import dev.haar.api.http.HttpSettings;
import dev.haar.api.http.Server;
import dev.haar.api.kms.KmsService;
import dev.haar.api.operator.ClockRoutes;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.operator.ResetRoute;
import dev.haar.api.operator.Resettable;
import dev.haar.api.operator.StateRoutes;
import dev.haar.api.operator.StatusRoutes;
import dev.haar.api.probe.NetworkProber;
import dev.haar.api.service.Catalogue;
import dev.haar.api.service.Operations;
import dev.haar.api.service.Service;
import dev.haar.api.servicediscovery.ServiceDiscoveryService;
import dev.haar.api.sns.QueuePolicies;
import dev.haar.api.sns.SigningKey;
import dev.haar.api.sns.SnsService;
import dev.haar.api.sqs.Bodies;
import dev.haar.api.sqs.SqsMessages;
import dev.haar.api.sqs.SqsPeek;
import dev.haar.api.sqs.SqsService;
import dev.haar.api.sse.Encryption;
import dev.haar.api.sts.StsService;
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
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.MoveTasks;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.QueueTables;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.sms.SmsTables;
import dev.haar.engine.topic.LateSignatures;
import dev.haar.engine.topic.TopicRules;
import dev.haar.engine.topic.TopicTables;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.identity.Identities;
import dev.haar.kms.identity.IdentityTables;
import dev.haar.kms.registry.KeyTables;
import dev.haar.kms.registry.Registry;
import dev.haar.servicediscovery.dns.DataNames;
import dev.haar.servicediscovery.dns.DnsServer;
import dev.haar.servicediscovery.dns.Responder;
import dev.haar.servicediscovery.dns.Upstream;
import dev.haar.servicediscovery.probe.Probing;
import dev.haar.servicediscovery.registry.HealthChecks;
import dev.haar.servicediscovery.registry.RegistryRules;
import dev.haar.servicediscovery.registry.RegistryTables;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One running Haar, put together here and taken apart in reverse. */
public final class Emulator implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Emulator.class.getName());

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
            ServiceRegistry discovery = discovery(config, time, store, workers);
            List<Service> services = services(config, time, store, rootKey, identities, discovery, workers, routes);
            Catalogue catalogue = new Catalogue(services, new Operations());
            ResetRoute reset = new ResetRoute(resettables(services), clock);
            new StatusRoutes(catalogue, Version.current()).mount(routes);
            new ClockRoutes(clock).mount(routes);
            reset.mount(routes);
            if (store instanceof H2Store kept) {
                new StateRoutes(kept, workers).mount(routes);
            }
            Map<String, Long> found = holdings(services);
            dns = dns(config, time, discovery);
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

    /** The services that Haar has. A service that shows more of itself to operators mounts its own routes. */
    private static List<Service> services(
            HaarConfig config,
            HaarTime time,
            StateStore store,
            RootKey rootKey,
            Identities identities,
            ServiceRegistry discovery,
            Executor workers,
            OperatorRoutes routes) {
        boolean strict = config.mode() == HaarConfig.Mode.STRICT;
        AuditLog audit = new AuditLog();
        new AuditRoutes(audit).mount(routes);
        Registry keys = new Registry(time, store, rootKey);
        store.attach(keys);
        KmsService kms = new KmsService(keys, time, workers, audit, strict);
        Encryption encryption = new Encryption(keys, audit, time, strict);
        MessageMemory memory = config.state().directory().isEmpty()
                ? MessageMemory.unlimited()
                : MessageMemory.of(config.state().messageMemory());
        Queues queues = new Queues(
                time,
                store,
                strict ? QueueRules.strict() : QueueRules.fast(),
                memory,
                encryption,
                () -> ThreadLocalRandom.current().nextLong());
        MoveTasks moveTasks = new MoveTasks(queues);
        store.attach(queues);
        store.attach(moveTasks);
        SigningKey signer = new SigningKey(identities, config.tls().certificateUrl());
        Bodies bodies = new Bodies(encryption, new LateSignatures(signer), workers);
        new SqsPeek(queues, bodies, config.account(), config.region()).mount(routes);
        new SqsMessages(queues, bodies, config.account(), config.region()).mount(routes);
        SnsService sns = new SnsService(
                time,
                store,
                queues,
                strict ? TopicRules.strict(new QueuePolicies()) : TopicRules.fast(),
                encryption,
                signer,
                couriers(config, workers),
                workers);
        sns.mount(routes, config.account(), config.region());
        StsService sts = new StsService(time, config.account());
        return List.of(
                new SqsService(queues, moveTasks, bodies, sts::userIdOf),
                sns,
                kms,
                new ServiceDiscoveryService(discovery, time),
                sts);
    }

    private static ServiceRegistry discovery(HaarConfig config, HaarTime time, StateStore store, Executor workers) {
        boolean strict = config.mode() == HaarConfig.Mode.STRICT;
        ServiceRegistry discovery = new ServiceRegistry(
                time,
                store,
                strict ? RegistryRules.strict() : RegistryRules.fast(),
                checks(config, time, workers),
                ThreadLocalRandom::current);
        store.attach(discovery);
        return discovery;
    }

    private static HealthChecks checks(HaarConfig config, HaarTime time, Executor workers) {
        OptionalInt seconds = config.cloudMap().probeSeconds();
        return seconds.isEmpty()
                ? HealthChecks.OFF
                : new Probing(time, Duration.ofSeconds(seconds.getAsInt()), new NetworkProber(workers));
    }

    /** The DNS server; empty if there is to be none, or its port is taken and it can be done without. */
    private static Optional<DnsServer> dns(HaarConfig config, HaarTime time, ServiceRegistry discovery)
            throws IOException {
        if (config.cloudMap().dns().port().isEmpty()) {
            return Optional.empty();
        }
        InetAddress bound = InetAddress.getByName(config.host());
        InetAddress reached = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        Responder responder = new Responder(
                discovery.zones(),
                new Scope(config.account(), config.region()),
                new DataNames(hosts(config, reached), reached),
                ThreadLocalRandom::current);
        int port = config.cloudMap().dns().port().getAsInt();
        try {
            Optional<Upstream> upstream = config.cloudMap().dns().upstream().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Upstream.at(config.cloudMap().dns().upstream().get()));
            return Optional.of(DnsServer.start(new InetSocketAddress(bound, port), responder, upstream, time));
        } catch (BindException e) {
            if (config.cloudMap().dns().required()) {
                throw new IOException("port " + port + " is taken, DNS cannot be answered on it", e);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Port {0} is taken: names of Cloud Map are not answered in DNS.",
                    "" + port);
            return Optional.empty();
        }
    }

    private static List<String> hosts(HaarConfig config, InetAddress reached) {
        List<String> hosts = new ArrayList<>(List.of("localhost", reached.getHostAddress()));
        config.publicUrl().map(URI::create).map(URI::getHost).ifPresent(hosts::add);
        return hosts;
    }

    private static Couriers couriers(HaarConfig config, Executor workers) {
        HaarConfig.Outside outside = config.outside();
        return new Couriers(
                new HttpCourier(new AllowedHosts(outside.allowed()), workers),
                new LambdaCourier(outside.functions(), workers),
                new FirehoseCourier(
                        outside.firehose()
                                .or(() -> config.state().directory().map(directory -> directory.resolve("firehose"))),
                        workers));
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
