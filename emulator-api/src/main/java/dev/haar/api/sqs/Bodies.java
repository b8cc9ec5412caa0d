package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.api.sse.Encryption;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.Md5;
import dev.haar.engine.message.UnsignedBody;
import dev.haar.engine.queue.PeekedMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.ReceivedMessage;
import dev.haar.engine.settings.QueueSettings;
import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.KeySetting;
import dev.haar.engine.topic.LateSignatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The bodies of messages, opened where they are encrypted and signed where they are still to be. */
public final class Bodies {
    private static final int USUAL_REUSE_SECONDS = 300;

    private final Encryption encryption;
    private final LateSignatures signatures;
    private final Executor workers;

    /** @param workers make signatures, which takes long */
    public Bodies(Encryption encryption, LateSignatures signatures, Executor workers) {
        this.encryption = encryption;
        this.signatures = signatures;
        this.workers = workers;
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
     * The messages as their consumer is to have them: at once, unless a signature must be made.
     *
     * @throws EngineException if a key cannot be used
     */
    CompletionStage<List<ReceivedMessage>> opened(List<ReceivedMessage> messages, Queue queue, Caller caller) {
        List<ReceivedMessage> opened = messages;
        if (any(messages, BodyEncryption::isSealed)) {
            opened = new ArrayList<>(messages.size());
            for (ReceivedMessage message : messages) {
                opened.add(opened(message, queue.settings(), caller.account()));
            }
        }
        if (!any(opened, UnsignedBody::is)) {
            return CompletableFuture.completedFuture(opened);
        }
        List<ReceivedMessage> unsigned = opened;
        return CompletableFuture.supplyAsync(
                () -> unsigned.stream().map(this::signed).toList(), workers);
    }

    private static boolean any(List<ReceivedMessage> messages, Predicate<String> body) {
        for (ReceivedMessage message : messages) {
            if (body.test(message.body())) {
                return true;
            }
        }
        return false;
    }

    /** Messages for somebody who only looks: a body that cannot be opened is empty. */
    CompletableFuture<List<PeekedMessage>> peeked(List<PeekedMessage> messages, Queue queue) {
        return CompletableFuture.supplyAsync(
                () -> messages.stream().map(each -> peeked(each, queue)).toList(), workers);
    }

    private PeekedMessage peeked(PeekedMessage peeked, Queue queue) {
        ReceivedMessage message;
        try {
            message = signed(
                    opened(peeked.message(), queue.settings(), queue.address().account()));
        } catch (EngineException e) {
            message = peeked.message().withBody("", Md5.NONE);
        }
        return new PeekedMessage(message, peeked.state(), peeked.visibleAt());
    }

    private ReceivedMessage opened(ReceivedMessage message, QueueSettings settings, String account) {
        if (!BodyEncryption.isSealed(message.body())) {
            return message;
        }
        int reuse = ofKms(settings).map(KeySetting.OfKms::reuseSeconds).orElse(USUAL_REUSE_SECONDS);
        return withBody(message, encryption.open(message.body(), account, reuse));
    }

    private ReceivedMessage signed(ReceivedMessage message) {
        return UnsignedBody.is(message.body()) ? withBody(message, signatures.signed(message.body())) : message;
    }

    private static ReceivedMessage withBody(ReceivedMessage message, String body) {
        return message.withBody(body, Md5.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<KeySetting.OfKms> ofKms(QueueSettings settings) {
        return settings.encryption().filter(KeySetting.OfKms.class::isInstance).map(KeySetting.OfKms.class::cast);
    }
}
