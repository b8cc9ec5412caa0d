package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.state.Unawaited;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.QueueChange.MoveTaskForgotten;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The tasks that move the messages of a dead-letter queue elsewhere. Safe for use by several threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html">StartMessageMoveTask</a>
 */
public final class MoveTasks implements Restorable {
    private static final int MOST_PER_SECOND = 500;
    private static final int MOST_REMEMBERED = 10;

    private static final Unawaited FORGOTTEN = new Unawaited("Move tasks that are forgotten are back after a start.");

    private final Queues queues;

    /** The tasks of each source, the newest first; guarded by itself. */
    private final Map<QueueAddress, Deque<MoveRun>> runs = new HashMap<>();

    public MoveTasks(Queues queues) {
        this.queues = queues;
    }

    /**
     * Starts a task.
     *
     * @param sourceArn the ARN of a dead-letter queue
     * @param destinationArn the ARN of the queue to move its messages to; null for the queues they came from
     * @param messagesPerSecond how many to move in a second, 1 to 500; null for as many as possible
     */
    public CompletableFuture<MoveTask> start(String sourceArn, String destinationArn, Integer messagesPerSecond) {
        if (messagesPerSecond != null && (messagesPerSecond < 1 || messagesPerSecond > MOST_PER_SECOND)) {
            throw EngineException.invalidParameter(
                    "MaxNumberOfMessagesPerSecond", messagesPerSecond, "Must be between 1 and 500, if provided.");
        }
        Queue source = find("SourceArn", sourceArn);
        Optional<QueueAddress> destination = Optional.empty();
        if (destinationArn != null) {
            destination = Optional.of(find("DestinationArn", destinationArn).address());
            requireSuitable(source.address(), destination.get());
        }
        if (queues.deadLetterSources(source.address()).isEmpty()) {
            throw new EngineException(
                    EngineError.INVALID_PARAMETER, "Source queue must be configured as a Dead Letter Queue.");
        }
        MoveTask task = new MoveTask(
                queues.engine().newId(),
                source.address(),
                destination,
                messagesPerSecond,
                queues.engine().time().millis(),
                source.counts().visible(),
                0,
                MoveTask.Status.RUNNING,
                null);
        MoveRun run = new MoveRun(task, source, queues);
        enter(run);
        return keep(run, () -> forget(run), run::schedule);
    }

    /**
     * Asks a task to stop.
     *
     * @return the task as it stood when it was asked
     */
    public CompletableFuture<MoveTask> cancel(String taskHandle) {
        MoveTaskHandle handle = MoveTaskHandle.parse(taskHandle)
                .orElseThrow(() -> new EngineException(
                        EngineError.INVALID_PARAMETER, "Value for parameter TaskHandle is invalid."));
        MoveRun run = QueueAddress.ofArn(handle.sourceArn())
                .flatMap(source -> find(source, handle.taskId()))
                .orElseThrow(() -> new EngineException(EngineError.RESOURCE_NOT_FOUND, "Task does not exist."));
        MoveTask asked = run.task();
        if (!run.cancel()) {
            throw new EngineException(EngineError.INVALID_PARAMETER, "Only active tasks can be cancelled.");
        }
        return keep(run, () -> {}, () -> {}).thenApply(task -> asked);
    }

    /** The latest tasks of a queue, the newest first: at most ten. */
    public List<MoveTask> list(String sourceArn) {
        Queue source = find("SourceArn", sourceArn);
        synchronized (runs) {
            return runs.getOrDefault(source.address(), new ArrayDeque<>()).stream()
                    .map(MoveRun::task)
                    .toList();
        }
    }

    /** Forgets and ends the tasks of the sources that match. */
    public void reset(Predicate<QueueAddress> filter) {
        List<Change> forgotten = new ArrayList<>();
        for (MoveTask task : drop(filter)) {
            forgotten.add(new MoveTaskForgotten(task.source(), task.id()));
        }
        if (!forgotten.isEmpty()) {
            queues.engine().store().commit(forgotten, FORGOTTEN);
        }
    }

    /** Goes on with the tasks that were at work. To be called when the queues have been restored. */
    @Override
    public void restore(Connection tables) throws SQLException {
        drop(source -> true);
        for (MoveTask task : new QueueRows(tables).moveTasks()) {
            restore(task);
        }
    }

    private void restore(MoveTask task) {
        Optional<Queue> source = queues.find(task.source());
        boolean goesOn = task.isActive() && source.isPresent();
        MoveTask restored = task;
        if (task.status() == MoveTask.Status.CANCELLING) {
            restored = task.with(MoveTask.Status.CANCELLED, null);
        } else if (task.isActive() && !goesOn) {
            restored = task.with(MoveTask.Status.FAILED, MoveRun.NO_QUEUE);
        }
        MoveRun run = new MoveRun(restored, source.orElse(null), queues);
        synchronized (runs) {
            runs.computeIfAbsent(task.source(), key -> new ArrayDeque<>()).addFirst(run);
        }
        if (restored.isActive()) {
            run.resume();
        }
    }

    private List<MoveTask> drop(Predicate<QueueAddress> filter) {
        List<MoveTask> dropped = new ArrayList<>();
        synchronized (runs) {
            runs.values().removeIf(tasks -> {
                boolean matches = filter.test(tasks.getFirst().task().source());
                if (matches) {
                    tasks.forEach(run -> {
                        dropped.add(run.task());
                        run.drop();
                    });
                }
                return matches;
            });
        }
        return dropped;
    }

    private static void requireSuitable(QueueAddress source, QueueAddress destination) {
        if (destination.equals(source)) {
            // It would never come to an end.
            throw EngineException.invalidParameter(
                    "DestinationArn", destination.arn(), "Source and destination must be different queues.");
        }
        if (destination.isFifo() != source.isFifo()) {
            throw EngineException.invalidParameter(
                    "DestinationArn", destination.arn(), "Source and destination must be queues of the same type.");
        }
    }

    private Queue find(String parameter, String arn) {
        return QueueAddress.ofArn(arn)
                .flatMap(queues::find)
                .orElseThrow(() -> new EngineException(
                        EngineError.RESOURCE_NOT_FOUND,
                        "The resource that you specified for the " + parameter + " parameter doesn't exist."));
    }

    private Optional<MoveRun> find(QueueAddress source, String taskId) {
        synchronized (runs) {
            return runs.getOrDefault(source, new ArrayDeque<>()).stream()
                    .filter(run -> run.task().id().toString().equals(taskId))
                    .findFirst();
        }
    }

    private void enter(MoveRun run) {
        synchronized (runs) {
            Deque<MoveRun> ofSource = runs.computeIfAbsent(run.task().source(), source -> new ArrayDeque<>());
            if (ofSource.stream().anyMatch(other -> other.task().isActive())) {
                throw new EngineException(
                        EngineError.INVALID_PARAMETER,
                        "There is already a task running."
                                + " Only one active task is allowed for a source queue arn at a given time.");
            }
            ofSource.addFirst(run);
            if (ofSource.size() > MOST_REMEMBERED) {
                MoveTask oldest = ofSource.removeLast().task();
                queues.engine().store().commit(List.of(new MoveTaskForgotten(oldest.source(), oldest.id())), FORGOTTEN);
            }
        }
    }

    private void forget(MoveRun run) {
        synchronized (runs) {
            Deque<MoveRun> ofSource = runs.get(run.task().source());
            if (ofSource != null && ofSource.remove(run) && ofSource.isEmpty()) {
                runs.remove(run.task().source());
            }
        }
    }

    private CompletableFuture<MoveTask> keep(MoveRun run, Runnable refused, Runnable kept) {
        CompletableFuture<MoveTask> done = new CompletableFuture<>();
        MoveTask task = run.task();
        queues.engine().store().commit(List.of(new QueueChange.MoveTaskChanged(task.source(), task)), new Commit() {
            @Override
            public void kept() {
                kept.run();
                done.complete(task);
            }

            @Override
            public void refused(StateStoreException reason) {
                refused.run();
                done.completeExceptionally(reason);
            }
        });
        return done;
    }
}
