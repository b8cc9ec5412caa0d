package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.registry.Operation;
import dev.haar.servicediscovery.registry.Operations;
import dev.haar.servicediscovery.registry.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListOperationsRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListOperationsResponse;
import software.amazon.awssdk.services.servicediscovery.model.OperationFilter;
import software.amazon.awssdk.services.servicediscovery.model.OperationSummary;

/** Operations and how far they are. */
final class OperationActions {
    private static final Set<String> ONE = Set.of("EQ");
    private static final Set<String> SEVERAL = Set.of("EQ", "IN");

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
        new Inputs().page(request.maxResults(), request.nextToken()).check();
        Scope scope = References.scope(caller);
        long now = time.millis();
        Predicate<Operation> filter = each -> each.owner().equals(scope);
        for (OperationFilter each : request.filters()) {
            filter = filter.and(filter(each, now));
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

    private static Predicate<Operation> filter(OperationFilter filter, long now) {
        String name = filter.nameAsString() == null ? "" : filter.nameAsString();
        return switch (name) {
            case "NAMESPACE_ID" -> {
                Condition condition = condition(filter, ONE);
                yield each -> condition.holds(each.targets().getOrDefault("NAMESPACE", ""));
            }
            case "SERVICE_ID" -> {
                Condition condition = condition(filter, ONE);
                yield each -> condition.holds(each.targets().getOrDefault("SERVICE", ""));
            }
            case "STATUS" -> {
                Condition condition = condition(filter, SEVERAL).among(names(Operation.Status.values()));
                yield each -> condition.holds(each.status(now).name());
            }
            case "TYPE" -> {
                Condition condition = condition(filter, SEVERAL).among(names(Operation.Type.values()));
                yield each -> condition.holds(each.type().name());
            }
            case "UPDATE_DATE" -> {
                Condition condition = condition(filter, Set.of("BETWEEN")).asTimes();
                yield each -> condition.holds(each.updatedMillis(now));
            }
            default -> throw DiscoveryErrors.invalid("There is no filter " + name + ".");
        };
    }

    private static Condition condition(OperationFilter filter, Set<String> operators) {
        return Condition.of(filter.nameAsString(), filter.conditionAsString(), filter.values(), operators);
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }
}
