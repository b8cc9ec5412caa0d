package dev.haar.engine.queue;

import dev.haar.core.state.StateStoreException;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.Message.Place;
import dev.haar.engine.queue.QueueChange.MessageDeleted;
import dev.haar.engine.queue.QueueChange.VisibilityChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What consumers do with the messages of one queue by their receipt handles. */
final class Handling {
    private final QueueContext queue;

    Handling(QueueContext queue) {
        this.queue = queue;
    }

    /** Deletes messages; each deletion succeeds or fails by itself. */
    List<CompletableFuture<Void>> delete(List<String> receiptHandles) {
        return queue.command(now -> {
            Transaction transaction = new Transaction(queue);
            List<CompletableFuture<Void>> results = new ArrayList<>(receiptHandles.size());
            for (String text : receiptHandles) {
                results.add(attempt(text, (handle, done) -> delete(handle, text, transaction, done)));
            }
            transaction.commit(queue.engine.store());
            return results;
        });
    }

    /** Changes when messages become visible again; each change succeeds or fails by itself. */
    List<CompletableFuture<Void>> changeVisibility(List<VisibilityRequest> requests) {
        return queue.command(now -> {
            Transaction transaction = new Transaction(queue);
            List<CompletableFuture<Void>> results = new ArrayList<>(requests.size());
            for (VisibilityRequest request : requests) {
                results.add(attempt(
                        request.receiptHandle(), (handle, done) -> change(handle, request, transaction, done, now)));
            }
            transaction.commit(queue.engine.store());
            return results;
        });
    }

    /** What is to be done with a message, given by its receipt handle. */
    private interface HandleTask {
        void run(ReceiptHandle handle, CompletableFuture<Void> done);
    }

    private CompletableFuture<Void> attempt(String text, HandleTask task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            task.run(read(text), done);
        } catch (EngineException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private ReceiptHandle read(String text) {
        ReceiptHandle handle = ReceiptHandle.parse(text)
                .orElseThrow(() -> new EngineException(
                        EngineError.RECEIPT_HANDLE_IS_INVALID,
                        "The input receipt handle \"" + text + "\" is not a valid receipt handle."));
        if (handle.incarnation() != queue.incarnation) {
            throw new EngineException(
                    EngineError.RECEIPT_HANDLE_IS_INVALID,
                    "The receipt handle \"" + text + "\" is not valid for this queue.");
        }
        return handle;
    }

    private void delete(ReceiptHandle handle, String text, Transaction transaction, CompletableFuture<Void> done) {
        Message message = queue.inventory.received(handle.sequence());
        if (message == null) {
            // Deleting what is gone already is a success.
            done.complete(null);
        } else if (message.place == Place.BUSY) {
            retry(message, done, () -> delete(List.of(text)).get(0));
        } else {
            requireCurrentOnFifo(message, handle, text);
            queue.inventory.seize(message);
            transaction.add(new MessageDeleted(queue.address, message.sequence), new Deleted(message, done));
        }
    }

    private void change(
            ReceiptHandle handle,
            VisibilityRequest request,
            Transaction transaction,
            CompletableFuture<Void> done,
            long now) {
        ReceiveRules.checkVisibilityTimeout(request.visibilityTimeout());
        Message message = queue.inventory.received(handle.sequence());
        if (message == null) {
            throw EngineException.invalidParameter(
                    "ReceiptHandle",
                    request.receiptHandle(),
                    "Message does not exist or is not available for visibility timeout change.");
        }
        if (message.place == Place.BUSY) {
            retry(message, done, () -> changeVisibility(List.of(request)).get(0));
            return;
        }
        requireCurrentOnFifo(message, handle, request.receiptHandle());
        if (message.place != Place.IN_FLIGHT) {
            // On a standard queue the handle of a message that is visible again is taken without complaint or effect,
            // and an older handle of a message in flight is as good as the latest.
            done.complete(null);
            return;
        }
        long visibleAt = now + request.visibilityTimeout() * 1000L;
        if (visibleAt - message.receivedAt > ReceiveRules.LONGEST_VISIBILITY_TIMEOUT * 1000L) {
            throw EngineException.invalidParameter(
                    "VisibilityTimeout",
                    request.visibilityTimeout(),
                    "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].");
        }
        queue.inventory.seize(message);
        transaction.add(
                new VisibilityChanged(queue.address, message.sequence, visibleAt),
                new Hidden(queue, message, visibleAt, done));
    }

    private boolean isFifo() {
        return queue.settings.isFifo();
    }

    private void requireCurrentOnFifo(Message message, ReceiptHandle handle, String text) {
        if (isFifo() && !isCurrent(message, handle)) {
            throw EngineException.invalidParameter("ReceiptHandle", text, "The receipt handle has expired.");
        }
    }

    private static boolean isCurrent(Message message, ReceiptHandle handle) {
        return message.place == Place.IN_FLIGHT && message.receives == handle.receives();
    }

    /** Another change to the message is under way: what is to become of this one depends on the outcome. */
    private void retry(Message message, CompletableFuture<Void> done, Supplier<CompletableFuture<Void>> again) {
        queue.whenSettled(
                message,
                () -> queue.guard.afterwards(() -> {
                    try {
                        again.get().whenComplete((none, failure) -> finish(done, failure));
                    } catch (EngineException e) {
                        done.completeExceptionally(e);
                    }
                }));
    }

    private static void finish(CompletableFuture<Void> done, Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** A message was deleted. */
    private final class Deleted implements Transaction.Effect {
        private final Message message;
        private final CompletableFuture<Void> done;

        private Deleted(Message message, CompletableFuture<Void> done) {
            this.message = message;
            this.done = done;
        }

        @Override
        public void kept(long now) {
            queue.remove(message);
            queue.guard.afterwards(() -> done.complete(null));
        }

        @Override
        public void refused(long now, StateStoreException reason) {
            queue.settle(message, now);
            queue.guard.afterwards(() -> done.completeExceptionally(reason));
        }
    }

    /** A received message is invisible until another time. */
    static final class Hidden implements Transaction.Effect {
        private final QueueContext queue;
        private final Message message;
        private final long visibleAt;
        private final CompletableFuture<Void> done;

        Hidden(QueueContext queue, Message message, long visibleAt, CompletableFuture<Void> done) {
            this.queue = queue;
            this.message = message;
            this.visibleAt = visibleAt;
            this.done = done;
        }

        @Override
        public void kept(long now) {
            message.visibleAt = visibleAt;
            queue.settle(message, now);
            queue.guard.afterwards(() -> done.complete(null));
        }

        @Override
        public void refused(long now, StateStoreException reason) {
            queue.settle(message, now);
            queue.guard.afterwards(() -> done.completeExceptionally(reason));
        }
    }
}
