package dev.haar.engine.queue;

import dev.haar.core.state.StateStoreException;
import dev.haar.core.state.Unawaited;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.Md5;
import dev.haar.engine.queue.QueueChange.DeduplicationEnded;
import dev.haar.engine.queue.QueueChange.MessageSent;
import dev.haar.engine.settings.QueueSettings;
import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.KeySetting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Sends messages to one queue. */
final class Sending {
    private static final Unawaited ENDED =
            new Unawaited("Ids that left the deduplication window stay in the store until later ones leave.");

    private final QueueContext queue;
    private final DeduplicationWindow window = new DeduplicationWindow();

    /** Until when deduplication ids keep their former scope, after that was changed; 0 if it never was. */
    private long formerScopeUntil;

    Sending(QueueContext queue) {
        this.queue = queue;
    }

    /** A message that is ready to be sent but for its place in the queue. */
    private record Draft(OutgoingMessage message, String sourceArn, MeasuredBody body) {
        Md5 bodyMd5() {
            return body.md5();
        }

        /** In bytes, with the attributes. */
        int size() {
            return body.size() + message.attributes().size();
        }
    }

    CompletableFuture<SentMessage> send(OutgoingMessage message) {
        return send(List.of(message)).get(0);
    }

    /** Sends some messages at once; each of them succeeds or fails by itself. */
    List<CompletableFuture<SentMessage>> send(List<OutgoingMessage> messages) {
        // Digests are made before the lock is taken.
        List<Draft> drafts = new ArrayList<>(messages.size());
        for (OutgoingMessage message : messages) {
            drafts.add(new Draft(message, null, MeasuredBody.of(message.body())));
        }
        return queue.command(now -> {
            Transaction transaction = new Transaction(queue);
            List<CompletableFuture<SentMessage>> results = new ArrayList<>(drafts.size());
            for (Draft draft : drafts) {
                results.add(send(draft, transaction, now));
            }
            transaction.commit(queue.engine.store());
            return results;
        });
    }

    /**
     * Sends a message as a part of what the transaction commits.
     *
     * @param sourceArn the ARN of the topic that sends
     * @param body the message's
     */
    CompletableFuture<SentMessage> send(
            OutgoingMessage message, String sourceArn, MeasuredBody body, Transaction transaction) {
        Draft draft = new Draft(message, sourceArn, body);
        return queue.command(now -> send(draft, transaction, now));
    }

    /** Takes part in a purge: what was sent before it is no reason to refuse what is sent after. */
    void forgetDuplicates() {
        window.clear();
    }

    /** Remembers a deduplication id from before a restart. */
    void remember(DeduplicationWindow.Key key, DeduplicationWindow.Entry entry) {
        window.remember(key, entry);
    }

    /** Until when deduplication ids would keep their former scope if the settings changed now. */
    long formerScopeUntil(QueueSettings next, long now) {
        if (next.deduplicatesByGroup() == queue.settings.deduplicatesByGroup()) {
            return formerScopeUntil;
        }
        // What is changed back has not come into force yet.
        return now < formerScopeUntil
                ? 0
                : now + queue.engine.rules().deduplicationScopeDelay().toMillis();
    }

    /** The settings change, or did before a restart: deduplication ids keep their former scope for so long. */
    void keepFormerScope(long until) {
        formerScopeUntil = until;
    }

    private CompletableFuture<SentMessage> send(Draft draft, Transaction transaction, long now) {
        try {
            SendRules.checkFifoIds(draft.message, queue.settings);
            SendRules.check(draft.message, draft.body, draft.size(), queue.settings);
            return sendChecked(draft, transaction, now);
        } catch (EngineException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<SentMessage> sendChecked(Draft draft, Transaction transaction, long now) {
        OutgoingMessage message = draft.message;
        QueueSettings settings = queue.settings;
        if (!settings.isFifo()) {
            return arrive(draft, null, null, transaction, now);
        }
        String id = message.deduplicationId() == null ? contentId(message.body()) : message.deduplicationId();
        boolean byGroup = settings.deduplicatesByGroup() != now < formerScopeUntil;
        DeduplicationWindow.Key key = new DeduplicationWindow.Key(byGroup ? message.groupId() : null, id);
        DeduplicationWindow.Entry first = window.find(key, now);
        long ended = window.takeEnded();
        if (ended > 0) {
            queue.engine.store().commit(List.of(new DeduplicationEnded(queue.address, ended)), ENDED);
        }
        return first == null ? arrive(draft, id, key, transaction, now) : repeat(first, draft);
    }

    /** Answers a duplicate as the first was answered, but with the digest of what was sent now. */
    private static CompletableFuture<SentMessage> repeat(DeduplicationWindow.Entry first, Draft draft) {
        if (first.sending != null) {
            return first.sending.thenApply(sent -> new SentMessage(sent.id(), draft.bodyMd5(), sent.sequenceNumber()));
        }
        return CompletableFuture.completedFuture(
                new SentMessage(first.messageId, draft.bodyMd5(), SequenceNumber.text(first.sequence)));
    }

    private CompletableFuture<SentMessage> arrive(
            Draft draft, String deduplicationId, DeduplicationWindow.Key key, Transaction transaction, long now) {
        OutgoingMessage outgoing = draft.message;
        UUID id = queue.engine.newId();
        Kept kept = kept(draft, id);
        int delay = outgoing.delaySeconds() == null || queue.settings.isFifo()
                ? queue.settings.delaySeconds()
                : outgoing.delaySeconds();
        MessageContent content = new MessageContent(
                id,
                kept.body,
                kept.md5,
                outgoing.attributes(),
                outgoing.senderId(),
                outgoing.groupId(),
                now,
                0,
                0,
                deduplicationId == null && outgoing.traceHeader() == null
                        ? Message.Extras.NONE
                        : new Message.Extras(deduplicationId, outgoing.traceHeader(), null, 0));
        long visibleAt = now + delay * 1000L;
        Newcomer newcomer = queue.admit(content, visibleAt);

        CompletableFuture<SentMessage> sending = new CompletableFuture<>();
        DeduplicationWindow.Entry entry = null;
        if (key != null) {
            entry = new DeduplicationWindow.Entry(id, newcomer.sequence(), now + DeduplicationWindow.LENGTH, sending);
            window.remember(key, entry);
        }
        transaction.add(
                new MessageSent(
                        queue.address,
                        newcomer.sequence(),
                        content,
                        visibleAt,
                        key == null ? null : key.scope(),
                        entry == null ? 0 : entry.until),
                new Arrival(newcomer, id, draft.bodyMd5(), key, entry, sending));
        return sending;
    }

    /** A body as it is kept. Of one that is encrypted there is no digest, which would give a short one away. */
    private record Kept(String body, Md5 md5) {}

    private Kept kept(Draft draft, UUID id) {
        String body = draft.message.body();
        Optional<KeySetting> key = queue.settings.encryption();
        if (key.isPresent()) {
            body = queue.engine.encryption().seal(queue.address.arn(), draft.sourceArn, key.get(), id, body);
        }
        return new Kept(body, BodyEncryption.isSealed(body) ? Md5.NONE : draft.bodyMd5());
    }

    private static String contentId(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** What becomes of a message that was sent. */
    private final class Arrival implements Transaction.Effect {
        private final Newcomer newcomer;
        private final UUID id;
        private final Md5 bodyMd5;
        private final DeduplicationWindow.Key key;
        private final DeduplicationWindow.Entry entry;
        private final CompletableFuture<SentMessage> sending;

        private Arrival(
                Newcomer newcomer,
                UUID id,
                Md5 bodyMd5,
                DeduplicationWindow.Key key,
                DeduplicationWindow.Entry entry,
                CompletableFuture<SentMessage> sending) {
            this.newcomer = newcomer;
            this.id = id;
            this.bodyMd5 = bodyMd5;
            this.key = key;
            this.entry = entry;
            this.sending = sending;
        }

        @Override
        public void kept(long now) {
            if (entry != null) {
                entry.sending = null;
            }
            SentMessage sent = new SentMessage(
                    id, bodyMd5, queue.settings.isFifo() ? SequenceNumber.text(newcomer.sequence()) : null);
            newcomer.kept(now);
            queue.guard.afterwards(() -> sending.complete(sent));
        }

        @Override
        public void refused(long now, StateStoreException reason) {
            if (entry != null) {
                window.forget(key, entry);
            }
            newcomer.refused();
            queue.guard.afterwards(() -> sending.completeExceptionally(reason));
        }
    }
}
