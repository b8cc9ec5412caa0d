package dev.haar.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.api.audit.AuditLog;
import dev.haar.api.kms.KmsService;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.api.service.Service;
import dev.haar.api.servicediscovery.ServiceDiscoveryService;
import dev.haar.api.sns.SigningKey;
import dev.haar.api.sns.SnsService;
import dev.haar.api.sqs.Bodies;
import dev.haar.api.sqs.SqsService;
import dev.haar.api.sse.Encryption;
import dev.haar.api.sts.StsService;
import dev.haar.core.state.EphemeralStore;
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
import dev.haar.servicediscovery.registry.HealthChecks;
import dev.haar.servicediscovery.registry.RegistryRules;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says is built is what is built. */
class ReadmeTest {
    @Test
    void tableOfActions_isTrue() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        HaarTime time = HaarTime.standingAt(Instant.EPOCH);
        Queues queues = new Queues(time, new EphemeralStore(), QueueRules.fast(), MessageMemory.unlimited(), () -> 0);
        EphemeralStore store = new EphemeralStore();
        AuditLog log = new AuditLog();
        Registry keys = new Registry(time, store, RootKey.ephemeral());
        Encryption encryption = new Encryption(keys, log, time, false);
        SigningKey signer = new SigningKey(new Identities(store, RootKey.ephemeral()), Optional.empty());
        Bodies bodies = new Bodies(encryption, new LateSignatures(signer), Runnable::run);
        for (Service service : List.of(
                new SqsService(queues, new MoveTasks(queues), bodies, Caller::account),
                new SnsService(
                        time,
                        store,
                        queues,
                        TopicRules.fast(),
                        encryption,
                        signer,
                        delivery -> CompletableFuture.completedFuture(null),
                        Runnable::run),
                new KmsService(keys, time, Runnable::run, log, false),
                new ServiceDiscoveryService(
                        new ServiceRegistry(
                                time, new EphemeralStore(), RegistryRules.fast(), HealthChecks.OFF, Random::new),
                        time),
                new StsService(time, "000000000000"))) {
            String actions =
                    service.actions().stream().map(Action::name).sorted().collect(Collectors.joining(", "));
            assertThat(readme).contains("| " + service.model().id() + " | " + actions + " |");
        }
    }
}
