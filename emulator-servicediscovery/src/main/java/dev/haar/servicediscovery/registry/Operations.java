package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Changes;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** What AWS says it is still working on. */
public final class Operations {
    /** How many are remembered; AWS does not say. */
    private static final int MOST = 10_000;

    private final Memory memory;
    private final Changes changes;
    private final Time time;
    private final RegistryRules rules;
    private final Ids ids;

    Operations(Memory memory, Changes changes, Time time, RegistryRules rules, Ids ids) {
        this.memory = memory;
        this.changes = changes;
        this.time = time;
        this.rules = rules;
        this.ids = ids;
    }

    /** Finds an operation. */
    public Operation get(Scope owner, String id) {
        return memory.operation(id)
                .filter(operation -> operation.owner().equals(owner))
                .orElseThrow(() -> new DiscoveryException(
                        DiscoveryError.OPERATION_NOT_FOUND, "No operation exists with the specified ID."));
    }

    /** The operations that match, by id. */
    public List<Operation> list(Predicate<Operation> filter) {
        return memory.operations(filter);
    }

    /**
     * Does something and remembers it as an operation.
     *
     * @param work what changes
     * @param show makes memory show that
     */
    CompletableFuture<Operation> run(
            Operation.Type type, Scope owner, Map<String, String> targets, List<RegistryChange> work, Runnable show) {
        return keep(operation(type, owner, targets, null, null), work, show);
    }

    /** Remembers an operation that comes to nothing. */
    CompletableFuture<Operation> fail(
            Operation.Type type, Scope owner, Map<String, String> targets, String code, String message) {
        return keep(operation(type, owner, targets, code, message), List.of(), () -> {});
    }

    /**
     * Makes sure that nothing works on a subject, be it that it is gone already.
     *
     * @throws DiscoveryException if an operation does
     */
    void requireIdle(Scope owner, String subject) {
        memory.lastOf(subject)
                .filter(operation -> operation.owner().equals(owner))
                .filter(operation -> time.millis() < operation.finishedMillis())
                .ifPresent(operation -> {
                    throw new DiscoveryException(
                            DiscoveryError.DUPLICATE_REQUEST,
                            "Another operation of type " + operation.type().spoken + " and id " + operation.id()
                                    + " is in progress",
                            Map.of("DuplicateOperationId", operation.id()));
                });
    }

    private Operation operation(
            Operation.Type type, Scope owner, Map<String, String> targets, String code, String message) {
        long now = time.millis();
        return new Operation(ids.operation(), owner, type, now, now + rules.operationMillis(), code, message, targets);
    }

    private CompletableFuture<Operation> keep(Operation operation, List<RegistryChange> work, Runnable show) {
        List<RegistryChange> all = new ArrayList<>(work);
        all.add(new RegistryChange.OperationKept(operation));
        String forgotten =
                memory.operationCount() < MOST ? null : memory.oldestOperation().orElse(null);
        if (forgotten != null) {
            all.add(new RegistryChange.OperationForgotten(forgotten));
        }
        return changes.keep(all, () -> {
            show.run();
            if (forgotten != null) {
                memory.dropOperation(forgotten);
            }
            memory.show(operation);
            return operation;
        });
    }
}
