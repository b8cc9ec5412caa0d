package dev.haar.api.service;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The services that run here and their actions, found by the names that requests give them. Safe for use by several
 * threads. */
public final class Catalogue {
    private static final List<ServiceModel> MODELS = List.of(ServiceModel.values());

    private final List<Service> services;
    private final Operations operations;
    /** A table for each service, made by the first request to it: most users need one service, and soon. */
    private final Map<ServiceModel, Map<String, Action<?, ?>>> actions = new ConcurrentHashMap<>();

    public Catalogue(List<Service> services, Operations operations) {
        this.services = List.copyOf(services);
        this.operations = operations;
    }

    private Map<String, Action<?, ?>> actions(ServiceModel service) {
        Map<String, Action<?, ?>> made = actions.get(service);
        return made != null ? made : actions.computeIfAbsent(service, this::make);
    }

    private Map<String, Action<?, ?>> make(ServiceModel model) {
        return services.stream()
                .filter(service -> service.model() == model)
                .flatMap(service -> service.actions().stream())
                .collect(Collectors.toUnmodifiableMap(Action::name, action -> action));
    }

    /** The services that run here, in the order in which they were registered. */
    public List<Service> services() {
        return services;
    }

    /** The names of the service's actions that are built. */
    public Set<String> built(ServiceModel service) {
        return actions(service).keySet();
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
    public Action<?, ?> byTarget(String header) {
        ServiceModel service =
                serviceOfTarget(header).orElseThrow(() -> new AwsException(CommonErrors.unknownOperation(404)));
        String name = header.substring(header.lastIndexOf('.') + 1);
        Action<?, ?> action = actions(service).get(name);
        if (action != null) {
            return action;
        }
        if (isMissing(service, name)) {
            throw new AwsException(CommonErrors.notImplemented(service.id(), name));
        }
        throw new AwsException(CommonErrors.unknownOperation(400));
    }

    /** The service that an {@code X-Amz-Target} means, also if it has no such action. */
    public Optional<ServiceModel> serviceOfTarget(String header) {
        int dot = Math.max(0, header.lastIndexOf('.'));
        for (ServiceModel service : MODELS) {
            String prefix = service.json().map(ServiceModel.Json::targetPrefix).orElse("");
            if (dot > 0 && prefix.length() == dot && header.startsWith(prefix)) {
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
        Action<?, ?> action = actions(service).get(name);
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
        for (ServiceModel service : MODELS) {
            if (service.query().isPresent() && known(service).contains(name)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
