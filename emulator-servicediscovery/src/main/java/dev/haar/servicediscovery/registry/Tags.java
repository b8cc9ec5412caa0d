package dev.haar.servicediscovery.registry;

import dev.haar.core.arn.Arn;
import dev.haar.core.state.Changes;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.RegistryChange.NamespaceKept;
import dev.haar.servicediscovery.registry.RegistryChange.ServiceKept;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** The tags of namespaces and services. */
public final class Tags {
    private static final int MOST = 50;
    private static final String RESERVED = "aws:";
    private static final String NAMESPACE = "namespace/";
    private static final String SERVICE = "service/";

    private final Memory memory;
    private final Changes changes;

    Tags(Memory memory, Changes changes) {
        this.memory = memory;
        this.changes = changes;
    }

    /** The tags of a resource. */
    public Map<String, String> of(String arn) {
        return namespace(arn)
                .map(Namespace::tags)
                .or(() -> service(arn).map(Service::tags))
                .orElseThrow(Tags::notFound);
    }

    /** Adds tags to a resource. */
    public CompletableFuture<Void> tag(String arn, Map<String, String> tags) {
        return change(arn, current -> {
            requireOwn(tags.keySet());
            Map<String, String> next = new HashMap<>(current);
            next.putAll(tags);
            requireFew(next, arn);
            return next;
        });
    }

    /** Takes tags from a resource. */
    public CompletableFuture<Void> untag(String arn, Collection<String> keys) {
        return change(arn, current -> {
            Map<String, String> next = new HashMap<>(current);
            next.keySet().removeAll(keys);
            return next;
        });
    }

    /**
     * Checks how many tags there are.
     *
     * @param resource what has them, for the message
     * @throws DiscoveryException if there are more than 50
     */
    public static void requireFew(Map<String, String> tags, String resource) {
        if (tags.size() > MOST) {
            throw new DiscoveryException(
                    DiscoveryError.TOO_MANY_TAGS,
                    "The list of tags on the resource is over the quota. The maximum number of tags that can be applied"
                            + " to a resource is 50.",
                    Map.of("ResourceName", resource));
        }
    }

    /**
     * Checks that no tag is AWS's own.
     *
     * @throws DiscoveryException if a key begins with {@code aws:}
     */
    public static void requireOwn(Collection<String> keys) {
        if (keys.stream().anyMatch(each -> each.regionMatches(true, 0, RESERVED, 0, RESERVED.length()))) {
            throw DiscoveryException.invalid("aws: prefixed tag key names are not allowed for external use.");
        }
    }

    private CompletableFuture<Void> change(String arn, UnaryOperator<Map<String, String>> change) {
        return changes.inTurn(() -> {
            Map<String, String> next = change.apply(of(arn));
            Optional<Namespace> namespace = namespace(arn).map(each -> each.withTags(next));
            if (namespace.isPresent()) {
                return changes.keep(List.of(new NamespaceKept(namespace.get())), () -> {
                    memory.show(namespace.get());
                    return null;
                });
            }
            Service service = service(arn).orElseThrow(Tags::notFound).withTags(next);
            return changes.keep(List.of(new ServiceKept(service)), () -> {
                memory.show(service);
                return null;
            });
        });
    }

    private Optional<Namespace> namespace(String arn) {
        return id(arn, NAMESPACE)
                .flatMap(id ->
                        memory.namespaces(each -> each.id().equals(id)).stream().findFirst())
                .filter(each -> each.arn().equals(arn));
    }

    private Optional<Service> service(String arn) {
        return id(arn, SERVICE)
                .flatMap(memory::serviceIfThere)
                .map(ServiceEntry::service)
                .filter(each -> each.arn().equals(arn));
    }

    private static Optional<String> id(String arn, String prefix) {
        return Arn.parse(arn)
                .map(Arn::resource)
                .filter(each -> each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()));
    }

    private static DiscoveryException notFound() {
        return new DiscoveryException(
                DiscoveryError.RESOURCE_NOT_FOUND,
                "The operation can't be completed because the resource was not found.");
    }
}
