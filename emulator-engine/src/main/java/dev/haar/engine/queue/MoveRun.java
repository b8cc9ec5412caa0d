package dev.haar.engine.queue;

import dev.haar.core.state.Unawaited;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.Md5;
import dev.haar.engine.sse.BodyEncryption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A move task at work: it takes what is visible from its source, one portion after the other, until nothing is. A task with
 * a rate takes one message at a time at even distances; one without takes the next portion as soon as the last has gone.
 */
final class MoveRun {
    private static final int PORTION = 100;
    private static final long SECOND = 1000;
    static final String NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue";
    private static final Unawaited NOTED = new Unawaited("A move task's progress was not kept.");

    private final Queue source;
    private final Queues queues;
    private MoveTask task;
    private int portions;

    /** Whether messages are on their way. */
    private boolean moving;

    MoveRun(MoveTask task, Queue source, Queues queues) {
        this.task = task;
        this.source = source;
        this.queues = queues;
    }

    synchronized MoveTask task() {
        return task;
    }

    /** Asks it to stop, which it does at once unless messages are on their way; false if it has ended already. */
    synchronized boolean cancel() {
        if (!task.isActive()) {
            return false;
        }
        task = task.with(moving ? MoveTask.Status.CANCELLING : MoveTask.Status.CANCELLED, null);
        return true;
    }

    /** Stops it without a word to the store: all state is being reset. */
    synchronized void drop() {
        task = task.with(MoveTask.Status.CANCELLED, null);
    }

    /** Has it move its next portion when that is due; the first begins the task. */
    void schedule() {
        Integer rate = task().messagesPerSecond();
        long due = rate == null ? queues.engine().time().millis() : task().startedAt() + portions * SECOND / rate;
        portions++;
        queues.engine().time().at(due, this::movePortion);
    }

    /** Goes on after a restart, at its own pace: what it missed meanwhile it does not make up for. */
    void resume() {
        Integer rate = task().messagesPerSecond();
        if (rate != null) {
            long elapsed = Math.max(0, queues.engine().time().millis() - task().startedAt());
            // The one that was due at this very moment, or last, has been moved.
            portions = (int) (elapsed * rate / SECOND) + 1;
        }
        schedule();
    }

    private void movePortion() {
        MoveTask.Status status = task().status();
        if (status == MoveTask.Status.CANCELLING) {
            end(MoveTask.Status.CANCELLED, null);
        }
        if (status != MoveTask.Status.RUNNING) {
            return;
        }
        List<Message> portion = new ArrayList<>();
        QueueContext context = source.context();
        context.step(now -> context.inventory.offer(task.messagesPerSecond() == null ? PORTION : 1, message -> {
            context.inventory.seize(message);
            portion.add(message);
            return true;
        }));
        if (portion.isEmpty() && isMoreOnItsWay()) {
            return;
        }
        if (portion.isEmpty()) {
            end(MoveTask.Status.COMPLETED, null);
        } else {
            moving(true);
            move(portion, 0);
        }
    }

    /** Whether messages are being read from the store; then it goes on once they are there. */
    private boolean isMoreOnItsWay() {
        QueueContext context = source.context();
        return context.guard.call(() -> {
            if (context.paging.isReading()) {
                context.paging.whenRead(this::movePortion);
                return true;
            }
            return false;
        });
    }

    /** Moves the messages of a portion from the given one on, each stretch with the same destination at once. */
    private void move(List<Message> portion, int from) {
        if (from == portion.size()) {
            moving(false);
            schedule();
            return;
        }
        Optional<QueueAddress> destination = destination(portion.get(from));
        int to = from + 1;
        while (to < portion.size() && destination(portion.get(to)).equals(destination)) {
            to++;
        }
        Optional<Queue> target = destination.flatMap(queues::find);
        if (target.isEmpty()) {
            release(portion.subList(from, portion.size()));
            end(MoveTask.Status.FAILED, destination.isEmpty() ? "CouldNotDetermineMessageSource" : NO_QUEUE);
            return;
        }
        List<Message> stretch = portion.subList(from, to);
        int next = to;
        CompletableFuture<Void> moved = new CompletableFuture<>();
        QueueContext there = target.get().context();
        source.redrive().move(stretch, there, content -> asNewMessage(content, there), moved);
        moved.whenComplete((none, failure) -> {
            if (failure == null) {
                advance(stretch.size());
                move(portion, next);
            } else {
                release(portion.subList(next, portion.size()));
                end(MoveTask.Status.FAILED, reason(failure));
            }
        });
    }

    private Optional<QueueAddress> destination(Message message) {
        return task().destination()
                .or(() -> Optional.ofNullable(message.extras.deadLetterSource()).flatMap(QueueAddress::ofArn));
    }

    /** Why a task fails, by the code that the refusal has elsewhere. */
    private static String reason(Throwable failure) {
        if (!(failure instanceof EngineException refusal)) {
            return failure.getMessage();
        }
        return switch (refusal.error()) {
            case QUEUE_DOES_NOT_EXIST -> NO_QUEUE;
            case KMS_ACCESS_DENIED -> "KMS.AccessDeniedException";
            case KMS_DISABLED -> "KMS.DisabledException";
            case KMS_INVALID_KEY_USAGE -> "KMS.InvalidKeyUsageException";
            case KMS_INVALID_STATE -> "KMS.InvalidStateException";
            case KMS_NOT_FOUND -> "KMS.NotFoundException";
            default -> failure.getMessage();
        };
    }

    /** A message that is redriven is a new one: it gets a new id, is sent now and encrypted as its new queue has it. */
    private MessageContent asNewMessage(MessageContent content, QueueContext target) {
        Message.Extras extras = content.extras();
        UUID id = queues.engine().newId();
        BodyEncryption encryption = queues.engine().encryption();
        boolean wasSealed = BodyEncryption.isSealed(content.body());
        String clear = wasSealed ? encryption.open(content.body()) : content.body();
        String body = target.settings
                .encryption()
                .map(key -> encryption.seal(target.address.arn(), null, key, id, clear))
                .orElse(clear);
        Md5 ofClear = wasSealed ? Md5.of(clear.getBytes(StandardCharsets.UTF_8)) : content.bodyMd5();
        return new MessageContent(
                id,
                body,
                BodyEncryption.isSealed(body) ? Md5.NONE : ofClear,
                content.attributes(),
                content.senderId(),
                content.groupId(),
                queues.engine().time().millis(),
                0,
                0,
                new Message.Extras(extras.deduplicationId(), extras.traceHeader(), null, 0));
    }

    private void release(List<Message> messages) {
        source.context()
                .step(now -> messages.forEach(message -> source.context().settle(message, now)));
    }

    private synchronized void moving(boolean isMoving) {
        moving = isMoving;
    }

    private synchronized void advance(int moved) {
        task = task.plus(moved);
        record();
    }

    private synchronized void end(MoveTask.Status status, String reason) {
        task = task.with(status, reason);
        record();
    }

    /** Progress is kept as it comes; a start after a crash goes on from what was. */
    private void record() {
        queues.engine().store().commit(List.of(new QueueChange.MoveTaskChanged(task.source(), task)), NOTED);
    }
}
