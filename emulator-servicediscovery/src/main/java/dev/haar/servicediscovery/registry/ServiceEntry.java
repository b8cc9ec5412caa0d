package dev.haar.servicediscovery.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service with its instances. One thread at a time changes it; all may read it. */
final class ServiceEntry {
    private final Map<String, Instance> byId = new ConcurrentHashMap<>();
    private volatile View view;

    /** A service and its instances, in the order of their registration, at one time. */
    record View(Service service, List<Instance> instances) {}

    ServiceEntry(Service service) {
        this.view = new View(service, List.of());
    }

    View view() {
        return view;
    }

    Service service() {
        return view.service;
    }

    List<Instance> instances() {
        return view.instances;
    }

    Instance instance(String id) {
        return byId.get(id);
    }

    void show(Service service) {
        view = new View(service, view.instances);
    }

    void show(Service service, Instance instance) {
        List<Instance> next = new ArrayList<>(view.instances);
        Instance before = byId.put(instance.id(), instance);
        if (before == null) {
            next.add(instance);
        } else {
            next.set(next.indexOf(before), instance);
        }
        view = new View(service, List.copyOf(next));
    }

    void drop(Service service, String id) {
        byId.remove(id);
        view = new View(
                service,
                view.instances.stream().filter(each -> !each.id().equals(id)).toList());
    }
}
