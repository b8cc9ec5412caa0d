package dev.haar.engine.topic;

import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.DeliveryLog;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.sse.Unsealing;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Makes topics for tests, on the test's own thread. */
final class TestTopics {
    static final String ACCOUNT = "000000000000";
    static final String HAAR = "http://localhost:4566";

    private static final Signer SIGNER = new Signer() {
        @Override
        public String sign(String text, int version) {
            return "signature";
        }

        @Override
        public String certificateUrl(String region) {
            return "https://sns." + region + ".amazonaws.com/certificate.pem";
        }
    };

    private TestTopics() {}

    static Topics of(Time time, StateStore store, Queues queues, Random random, Courier courier) {
        return of(time, store, queues, random, deliveries(time, store, queues, courier), new Outbox(store, to -> true));
    }

    static Topics of(Time time, StateStore store, Queues queues, Random random, Deliveries deliveries, Outbox outbox) {
        return of(time, store, queues, TopicRules.fast(), random, deliveries, outbox, Unsealing.NONE);
    }

    static Topics of(
            Time time,
            StateStore store,
            Queues queues,
            TopicRules rules,
            Random random,
            Deliveries deliveries,
            Outbox outbox,
            Unsealing unsealing) {
        return new Topics(
                time,
                store,
                queues,
                rules,
                SIGNER,
                Runnable::run,
                deliveries,
                outbox,
                () -> new UUID(random.nextLong(), random.nextLong()),
                unsealing);
    }

    static Deliveries deliveries(Time time, StateStore store, Queues queues, Courier courier) {
        return new Deliveries(time, store, queues, courier, Runnable::run, new DeliveryLog(), Unsealing.NONE);
    }

    static Publication message(String text) {
        return new Publication(text, Map.of(), null, MessageAttributes.NONE, null, null, null, HAAR);
    }

    /** To a topic that is not encrypted. */
    static CompletableFuture<Published> publish(Topics topics, TopicAddress address, Publication publication) {
        return topics.publish(address, publication, Optional.empty());
    }

    static CompletableFuture<Subscription> subscribeQueue(
            Topics topics, TopicAddress address, String queueArn, Map<String, String> attributes) {
        return topics.subscriptions().subscribe(address, "sqs", queueArn, ACCOUNT, attributes, HAAR);
    }
}
