package dev.haar.api.service;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services that run here and their actions, found by the names that requests give them. */
public final class Catalogue {
    private final List<Service> services;
    private final Operations operations;
    private final Map<ServiceModel, Map<String, Action<?, ?>>> actions = new EnumMap<>(ServiceModel.class);
    private final Map<String, Target> targets = new HashMap<>();

    /**
     * An action and the service it belongs to.
     *
     * @param service the service
     * @param action its action
     */
    public record Target(ServiceModel service, Action<?, ?> action) {}

    public Catalogue(List<Service> services, Operations operations) {
        this.services = List.copyOf(services);
        this.operations = operations;
        for (Service service : services) {
            Map<String, Action<?, ?>> byName = new HashMap<>();
            for (Action<?, ?> action : service.actions()) {
                byName.put(action.name(), action);
                service.model()
                        .json()
                        .ifPresent(json -> targets.put(
                                json.targetPrefix() + "." + action.name(), new Target(service.model(), action)));
            }
            actions.put(service.model(), Map.copyOf(byName));
        }
    }

    /** The services that run here, in the order in which they were registered. */
    public List<Service> services() {
        return services;
    }

    /** The names of the service's actions that are built. */
    public Set<String> built(ServiceModel service) {
        return actions.getOrDefault(service, Map.of()).keySet();
    }

    /** The names of all operations that AWS has in the service. */
    public Set<String> known(ServiceModel service) {
        return operations.of(service);
    }

    /**
     * The action that an {@code X-Amz-Target} means.
     *
     * @throws AwsException if there is none
     */
    public Target byTarget(String header) {
        Target target = targets.get(header);
        if (target != null) {
            return target;
        }
        ServiceModel service =
                serviceOfTarget(header).orElseThrow(() -> new AwsException(CommonErrors.unknownOperation(404)));
        String name = header.substring(header.lastIndexOf('.') + 1);
        if (isMissing(service, name)) {
            throw new AwsException(CommonErrors.notImplemented(service.id(), name));
        }
        throw new AwsException(CommonErrors.unknownOperation(400));
    }

    /** The service that an {@code X-Amz-Target} means, also if it has no such action. */
    public Optional<ServiceModel> serviceOfTarget(String header) {
        String prefix = header.substring(0, Math.max(0, header.lastIndexOf('.')));
        for (ServiceModel service : ServiceModel.values()) {
            if (service.json().isPresent()
                    && service.json().get().targetPrefix().equals(prefix)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    /**
     * The action of a service that AWS Query names.
     *
     * @throws AwsException if there is none
     */
    public Action<?, ?> byName(ServiceModel service, String name) {
        Action<?, ?> action = actions.getOrDefault(service, Map.of()).get(name);
        if (action != null) {
            return action;
        }
        if (isMissing(service, name)) {
            throw new AwsException(CommonErrors.notImplemented(service.id(), name));
        }
        throw new AwsException(CommonErrors.invalidAction(name));
    }

    /** Whether AWS has an action of this name and Haar does not; in another case the name of an action is none. */
    private boolean isMissing(ServiceModel service, String name) {
        return known(service).contains(name) && built(service).stream().noneMatch(name::equalsIgnoreCase);
    }

    /** The Query service that has an operation of this name, built or not. */
    public Optional<ServiceModel> serviceOfAction(String name) {
        for (Service service : services) {
            if (service.model().query().isPresent() && built(service.model()).contains(name)) {
                return Optional.of(service.model());
            }
        }
        for (ServiceModel service : ServiceModel.values()) {
            if (service.query().isPresent() && known(service).contains(name)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
