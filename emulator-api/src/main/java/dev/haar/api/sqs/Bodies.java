package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.api.sse.Encryption;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.Md5;
import dev.haar.engine.queue.PeekedMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.ReceivedMessage;
import dev.haar.engine.settings.QueueSettings;
import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.KeySetting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The bodies of messages, opened where they are encrypted. */
public final class Bodies {
    private static final int USUAL_REUSE_SECONDS = 300;

    private final Encryption encryption;

    public Bodies(Encryption encryption) {
        this.encryption = encryption;
    }

    /** See {@link Encryption#ready}. */
    CompletionStage<Void> ready(Queue queue) {
        return encryption.ready(
                ofKms(queue.settings()).map(KeySetting.OfKms::keyId).orElse(null),
                queue.address().account(),
                queue.address().region());
    }

    /** Goes on at once, or else when the queue's key is there. */
    <O> CompletionStage<O> whenReady(Queue queue, Supplier<? extends CompletionStage<O>> action) {
        CompletableFuture<Void> ready = ready(queue).toCompletableFuture();
        return ready.isDone() ? action.get() : ready.thenCompose(done -> action.get());
    }

    /**
     * The messages as their consumer is to have them.
     *
     * @throws EngineException if a key cannot be used
     */
    List<ReceivedMessage> opened(List<ReceivedMessage> messages, Queue queue, Caller caller) {
        if (!anySealed(messages)) {
            return messages;
        }
        List<ReceivedMessage> opened = new ArrayList<>(messages.size());
        for (ReceivedMessage message : messages) {
            opened.add(opened(message, queue.settings(), caller.account()));
        }
        return opened;
    }

    private static boolean anySealed(List<ReceivedMessage> messages) {
        for (ReceivedMessage message : messages) {
            if (BodyEncryption.isSealed(message.body())) {
                return true;
            }
        }
        return false;
    }

    /** A message for somebody who only looks: a body that cannot be opened is empty. */
    PeekedMessage opened(PeekedMessage peeked, Queue queue) {
        try {
            return new PeekedMessage(
                    opened(peeked.message(), queue.settings(), queue.address().account()),
                    peeked.state(),
                    peeked.visibleAt());
        } catch (EngineException e) {
            return new PeekedMessage(peeked.message().withBody("", Md5.NONE), peeked.state(), peeked.visibleAt());
        }
    }

    private ReceivedMessage opened(ReceivedMessage message, QueueSettings settings, String account) {
        if (!BodyEncryption.isSealed(message.body())) {
            return message;
        }
        int reuse = ofKms(settings).map(KeySetting.OfKms::reuseSeconds).orElse(USUAL_REUSE_SECONDS);
        String body = encryption.open(message.body(), account, reuse);
        return message.withBody(body, Md5.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<KeySetting.OfKms> ofKms(QueueSettings settings) {
        return settings.encryption().filter(KeySetting.OfKms.class::isInstance).map(KeySetting.OfKms.class::cast);
    }
}
