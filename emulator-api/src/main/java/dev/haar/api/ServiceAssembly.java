package dev.haar.api;

import dev.haar.api.audit.AuditLog;
import dev.haar.api.audit.AuditRoutes;
import dev.haar.api.courier.AllowedHosts;
import dev.haar.api.courier.Couriers;
import dev.haar.api.courier.FirehoseCourier;
import dev.haar.api.courier.HttpCourier;
import dev.haar.api.courier.LambdaCourier;
import dev.haar.api.kms.KmsService;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.probe.NetworkProber;
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
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.MoveTasks;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.topic.LateSignatures;
import dev.haar.engine.topic.TopicRules;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.identity.Identities;
import dev.haar.kms.registry.Registry;
import dev.haar.servicediscovery.probe.Probing;
import dev.haar.servicediscovery.registry.HealthChecks;
import dev.haar.servicediscovery.registry.RegistryRules;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the services together. A service that shows more of itself to operators mounts its own routes. */
final class ServiceAssembly {
    private ServiceAssembly() {}

    /** All services, each attached to the store. */
    static List<Service> services(
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

    /** Cloud Map's registry, of which DNS answers, too. */
    static ServiceRegistry discovery(HaarConfig config, HaarTime time, StateStore store, Executor workers) {
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
}
