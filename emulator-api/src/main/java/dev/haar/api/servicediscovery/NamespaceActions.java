package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.servicediscovery.registry.NamespaceKind;
import dev.haar.servicediscovery.registry.NamespaceRequest;
import dev.haar.servicediscovery.registry.Namespaces;
import dev.haar.servicediscovery.registry.Operation;
import dev.haar.servicediscovery.registry.Scope;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.servicediscovery.model.CreateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateHttpNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.CreatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreatePrivateDnsNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.CreatePublicDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreatePublicDnsNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.DeleteNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.GetNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListNamespacesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListNamespacesResponse;
import software.amazon.awssdk.services.servicediscovery.model.Namespace;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.SOA;
import software.amazon.awssdk.services.servicediscovery.model.SOAChange;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.UpdateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateHttpNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePrivateDnsNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePublicDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePublicDnsNamespaceResponse;

/** Namespaces of the three kinds. */
final class NamespaceActions {
    private static final Pattern HTTP_NAME = Pattern.compile("^(?!arn:)[!-~]{1,1024}$");
    private static final Pattern PRIVATE_NAME = Pattern.compile("^(?!arn:)[!-~]{1,253}$");
    private static final Pattern PUBLIC_NAME = Pattern.compile(
            "^([a-zA-Z0-9]([a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?$");
    private static final int LONGEST_HTTP_NAME = 1024;
    private static final int LONGEST_DNS_NAME = 253;
    private static final String SOA_TTL = ".properties.dnsProperties.sOA.tTL";

    private final Namespaces namespaces;

    NamespaceActions(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    CompletionStage<CreateHttpNamespaceResponse> createHttpNamespace(
            CreateHttpNamespaceRequest request, Caller caller) {
        Wanted wanted = new Wanted(
                NamespaceKind.HTTP, request.name(), request.description(), request.creatorRequestId(), request.tags());
        Inputs inputs = wanted.checked(HTTP_NAME, LONGEST_HTTP_NAME);
        return create(wanted, inputs, null, null, caller)
                .thenApply(id ->
                        CreateHttpNamespaceResponse.builder().operationId(id).build());
    }

    CompletionStage<CreatePrivateDnsNamespaceResponse> createPrivateDnsNamespace(
            CreatePrivateDnsNamespaceRequest request, Caller caller) {
        Wanted wanted = new Wanted(
                NamespaceKind.DNS_PRIVATE,
                request.name(),
                request.description(),
                request.creatorRequestId(),
                request.tags());
        Inputs inputs = wanted.checked(PRIVATE_NAME, LONGEST_DNS_NAME).requiredId("vpc", request.vpc());
        SOA soa = request.properties() == null || request.properties().dnsProperties() == null
                ? null
                : request.properties().dnsProperties().soa();
        return create(wanted, inputs, request.vpc(), soa, caller)
                .thenApply(id -> CreatePrivateDnsNamespaceResponse.builder()
                        .operationId(id)
                        .build());
    }

    CompletionStage<CreatePublicDnsNamespaceResponse> createPublicDnsNamespace(
            CreatePublicDnsNamespaceRequest request, Caller caller) {
        Wanted wanted = new Wanted(
                NamespaceKind.DNS_PUBLIC,
                request.name(),
                request.description(),
                request.creatorRequestId(),
                request.tags());
        Inputs inputs = wanted.checked(PUBLIC_NAME, LONGEST_DNS_NAME);
        SOA soa = request.properties() == null || request.properties().dnsProperties() == null
                ? null
                : request.properties().dnsProperties().soa();
        return create(wanted, inputs, null, soa, caller)
                .thenApply(id -> CreatePublicDnsNamespaceResponse.builder()
                        .operationId(id)
                        .build());
    }

    CompletionStage<UpdateHttpNamespaceResponse> updateHttpNamespace(
            UpdateHttpNamespaceRequest request, Caller caller) {
        Inputs inputs = update(request.id(), request.updaterRequestId(), request.namespace());
        String description =
                request.namespace() == null ? null : request.namespace().description();
        if (request.namespace() != null) {
            inputs.violations().required("namespace.description", description);
        }
        return update(request.id(), NamespaceKind.HTTP, inputs, description, null, caller)
                .thenApply(id ->
                        UpdateHttpNamespaceResponse.builder().operationId(id).build());
    }

    CompletionStage<UpdatePrivateDnsNamespaceResponse> updatePrivateDnsNamespace(
            UpdatePrivateDnsNamespaceRequest request, Caller caller) {
        Inputs inputs = update(request.id(), request.updaterRequestId(), request.namespace());
        String description =
                request.namespace() == null ? null : request.namespace().description();
        SOAChange soa = request.namespace() == null
                        || request.namespace().properties() == null
                        || request.namespace().properties().dnsProperties() == null
                ? null
                : request.namespace().properties().dnsProperties().soa();
        return update(request.id(), NamespaceKind.DNS_PRIVATE, inputs, description, soa, caller)
                .thenApply(id -> UpdatePrivateDnsNamespaceResponse.builder()
                        .operationId(id)
                        .build());
    }

    CompletionStage<UpdatePublicDnsNamespaceResponse> updatePublicDnsNamespace(
            UpdatePublicDnsNamespaceRequest request, Caller caller) {
        Inputs inputs = update(request.id(), request.updaterRequestId(), request.namespace());
        String description =
                request.namespace() == null ? null : request.namespace().description();
        SOAChange soa = request.namespace() == null
                        || request.namespace().properties() == null
                        || request.namespace().properties().dnsProperties() == null
                ? null
                : request.namespace().properties().dnsProperties().soa();
        return update(request.id(), NamespaceKind.DNS_PUBLIC, inputs, description, soa, caller)
                .thenApply(id -> UpdatePublicDnsNamespaceResponse.builder()
                        .operationId(id)
                        .build());
    }

    CompletionStage<DeleteNamespaceResponse> deleteNamespace(DeleteNamespaceRequest request, Caller caller) {
        new Inputs().reference("id", request.id()).check();
        References namespace = References.namespace(request.id(), caller);
        return namespaces
                .delete(namespace.scope(), namespace.id())
                .thenApply(operation -> DeleteNamespaceResponse.builder()
                        .operationId(operation.id())
                        .build());
    }

    CompletionStage<GetNamespaceResponse> getNamespace(GetNamespaceRequest request, Caller caller) {
        new Inputs().reference("id", request.id()).check();
        References reference = References.namespace(request.id(), caller);
        dev.haar.servicediscovery.registry.Namespace found = namespaces.get(reference.scope(), reference.id());
        return CompletableFuture.completedFuture(GetNamespaceResponse.builder()
                .namespace(Namespace.builder()
                        .id(found.id())
                        .arn(found.arn())
                        .resourceOwner(found.scope().account())
                        .name(found.name())
                        .type(found.kind().name())
                        .description(found.description())
                        .serviceCount(namespaces.serviceCount(found))
                        .properties(NamespaceForms.properties(found))
                        .createDate(Instant.ofEpochMilli(found.createdMillis()))
                        .creatorRequestId(found.creatorRequestId())
                        .build())
                .build());
    }

    CompletionStage<ListNamespacesResponse> listNamespaces(ListNamespacesRequest request, Caller caller) {
        Inputs inputs = new Inputs().page(request.maxResults(), request.nextToken());
        List<Filter> filters = request.filters().stream()
                .map(each -> new Filter(
                        each.nameAsString(), each.hasValues() ? each.values() : null, each.conditionAsString()))
                .toList();
        inputs.filters(filters, NamespaceForms.FILTERS).check();
        Scope scope = References.scope(caller);
        Predicate<dev.haar.servicediscovery.registry.Namespace> filter =
                each -> each.scope().equals(scope);
        for (Filter each : filters) {
            filter = filter.and(NamespaceForms.matching(each));
        }
        Page<dev.haar.servicediscovery.registry.Namespace> page = Page.of(
                namespaces.list(filter),
                dev.haar.servicediscovery.registry.Namespace::id,
                request.maxResults(),
                request.nextToken());
        return CompletableFuture.completedFuture(ListNamespacesResponse.builder()
                .namespaces(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken())
                .build());
    }

    /** What a namespace of any kind is asked for with. */
    private record Wanted(
            NamespaceKind kind, String name, String description, String creatorRequestId, List<Tag> tags) {
        Inputs checked(Pattern names, int longest) {
            return new Inputs()
                    .name("name", name, names, longest)
                    .id("creatorRequestId", creatorRequestId)
                    .description("description", description);
        }
    }

    private CompletionStage<String> create(Wanted wanted, Inputs inputs, String vpc, SOA soa, Caller caller) {
        Long ttl = ttl(inputs.tags(wanted.tags), soa);
        inputs.check();
        NamespaceRequest request = new NamespaceRequest(
                wanted.kind,
                wanted.name,
                wanted.description,
                wanted.creatorRequestId,
                vpc,
                ttl,
                Inputs.tagMap(wanted.tags, wanted.name));
        return namespaces.create(References.scope(caller), request).thenApply(Operation::id);
    }

    private CompletionStage<String> update(
            String id, NamespaceKind kind, Inputs inputs, String description, SOAChange soa, Caller caller) {
        Long ttl = ttl(inputs, soa);
        inputs.description("namespace.description", description).check();
        References namespace = References.namespace(id, caller);
        return namespaces
                .update(namespace.scope(), namespace.id(), kind, description, ttl)
                .thenApply(Operation::id);
    }

    private static Inputs update(String id, String updaterRequestId, Object namespace) {
        Inputs inputs = new Inputs().reference("id", id).id("updaterRequestId", updaterRequestId);
        inputs.violations().required("namespace", namespace);
        return inputs;
    }

    private static Long ttl(Inputs inputs, SOA soa) {
        if (soa == null) {
            return null;
        }
        inputs.ttl(SOA_TTL.substring(1), soa.ttl());
        return soa.ttl();
    }

    private static Long ttl(Inputs inputs, SOAChange soa) {
        if (soa == null) {
            return null;
        }
        inputs.ttl("namespace" + SOA_TTL, soa.ttl());
        return soa.ttl();
    }

    private NamespaceSummary summary(dev.haar.servicediscovery.registry.Namespace namespace) {
        return NamespaceSummary.builder()
                .id(namespace.id())
                .arn(namespace.arn())
                .resourceOwner(namespace.scope().account())
                .name(namespace.name())
                .type(namespace.kind().name())
                .description(namespace.description())
                .serviceCount(namespaces.serviceCount(namespace))
                .properties(NamespaceForms.propertiesInList(namespace))
                .createDate(Instant.ofEpochMilli(namespace.createdMillis()))
                .build();
    }
}
