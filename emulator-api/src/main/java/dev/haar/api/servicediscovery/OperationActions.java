package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.registry.Operation;
import dev.haar.servicediscovery.registry.Operations;
import dev.haar.servicediscovery.registry.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListOperationsRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListOperationsResponse;
import software.amazon.awssdk.services.servicediscovery.model.OperationSummary;

/** Operations and how far they are. */
final class OperationActions {
    private static final List<String> FILTERS = List.of("NAMESPACE_ID", "SERVICE_ID", "STATUS", "TYPE", "UPDATE_DATE");
    private static final Set<String> ONE = Set.of("EQ");
    private static final Set<String> SEVERAL = Set.of("EQ", "IN");

    /** What the documentation of the filter calls SUCCESS. */
    private static final String SUCCEED = "SUCCEED";

    private final Operations operations;
    private final Time time;

    OperationActions(Operations operations, Time time) {
        this.operations = operations;
        this.time = time;
    }

    CompletionStage<GetOperationResponse> getOperation(GetOperationRequest request, Caller caller) {
        new Inputs()
                .reference("operationId", request.operationId())
                .account("ownerAccount", request.ownerAccount())
                .check();
        Operation found = operations.get(References.scope(request.ownerAccount(), caller), request.operationId());
        long now = time.millis();
        boolean failed = found.status(now) == Operation.Status.FAIL;
        return CompletableFuture.completedFuture(GetOperationResponse.builder()
                .operation(operation -> operation
                        .id(found.id())
                        .ownerAccount(found.owner().account())
                        .type(found.type().name())
                        .status(found.status(now).name())
                        .errorCode(failed ? found.errorCode() : null)
                        .errorMessage(failed ? found.errorMessage() : null)
                        .createDate(Instant.ofEpochMilli(found.createdMillis()))
                        .updateDate(Instant.ofEpochMilli(found.updatedMillis(now)))
                        .targetsWithStrings(found.targets()))
                .build());
    }

    CompletionStage<ListOperationsResponse> listOperations(ListOperationsRequest request, Caller caller) {
        Inputs inputs = new Inputs().page(request.maxResults(), request.nextToken());
        List<Filter> filters = request.filters().stream()
                .map(each -> new Filter(
                        each.nameAsString(), each.hasValues() ? each.values() : null, each.conditionAsString()))
                .toList();
        inputs.filters(filters, FILTERS).check();
        Scope scope = References.scope(caller);
        long now = time.millis();
        Predicate<Operation> filter = each -> each.owner().equals(scope);
        for (Filter each : filters) {
            filter = filter.and(matching(each, now));
        }
        Page<Operation> page =
                Page.of(operations.list(filter), Operation::id, request.maxResults(), request.nextToken());
        return CompletableFuture.completedFuture(ListOperationsResponse.builder()
                .operations(page.items().stream()
                        .map(each -> OperationSummary.builder()
                                .id(each.id())
                                .status(each.status(now).name())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    private static Predicate<Operation> matching(Filter filter, long now) {
        return switch (filter.name()) {
            case "NAMESPACE_ID" -> {
                Condition condition = filter.among(ONE);
                yield each -> condition.holds(each.targets().getOrDefault("NAMESPACE", ""));
            }
            case "SERVICE_ID" -> {
                Condition condition = filter.among(ONE);
                yield each -> condition.holds(each.targets().getOrDefault("SERVICE", ""));
            }
            case "STATUS" -> {
                Set<String> known = names(Operation.Status.values());
                known.add(SUCCEED);
                Condition condition = filter.among(SEVERAL).among(known);
                yield each -> condition.holds(each.status(now).name())
                        || each.status(now) == Operation.Status.SUCCESS && condition.holds(SUCCEED);
            }
            case "TYPE" -> {
                Condition condition = filter.among(SEVERAL).among(names(Operation.Type.values()));
                yield each -> condition.holds(each.type().name());
            }
            default -> {
                Condition condition = filter.among(Set.of("BETWEEN")).asTimes();
                yield each -> condition.holds(each.updatedMillis(now));
            }
        };
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }
}
