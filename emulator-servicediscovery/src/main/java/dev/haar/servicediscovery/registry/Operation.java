package dev.haar.servicediscovery.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Work that AWS does after it has answered. Here it is done when it is accepted; only its status takes the time.
 *
 * @param finishedMillis when it ends, in milliseconds since the epoch
 * @param errorCode why it fails; null if it succeeds
 * @param targets ids by NAMESPACE, SERVICE and INSTANCE
 */
public record Operation(
        String id,
        Scope owner,
        Type type,
        long createdMillis,
        long finishedMillis,
        String errorCode,
        String errorMessage,
        Map<String, String> targets) {
    static final String NAMESPACE = "NAMESPACE";
    static final String SERVICE = "SERVICE";
    static final String INSTANCE = "INSTANCE";

    /** What it does. */
    public enum Type {
        CREATE_NAMESPACE("CreateNamespace"),
        DELETE_NAMESPACE("DeleteNamespace"),
        UPDATE_NAMESPACE("UpdateNamespace"),
        UPDATE_SERVICE("UpdateService"),
        REGISTER_INSTANCE("RegisterInstance"),
        DEREGISTER_INSTANCE("DeregisterInstance");

        final String spoken;

        Type(String spoken) {
            this.spoken = spoken;
        }
    }

    /** How far it is. */
    public enum Status {
        SUBMITTED,
        PENDING,
        SUCCESS,
        FAIL
    }

    public Operation {
        // In the same order whenever it is told.
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
    }

    /** How far it is at that time. */
    public Status status(long now) {
        if (now < pendingMillis()) {
            return Status.SUBMITTED;
        }
        if (now < finishedMillis) {
            return Status.PENDING;
        }
        return errorCode == null ? Status.SUCCESS : Status.FAIL;
    }

    /** When it got the status that it has at the given time, in milliseconds since the epoch. */
    public long updatedMillis(long now) {
        return switch (status(now)) {
            case SUBMITTED -> createdMillis;
            case PENDING -> pendingMillis();
            default -> finishedMillis;
        };
    }

    /** What no second operation may work on meanwhile. */
    String subject() {
        if (targets.containsKey(INSTANCE)) {
            return subject(targets.get(SERVICE), targets.get(INSTANCE));
        }
        return targets.getOrDefault(SERVICE, targets.get(NAMESPACE));
    }

    static String subject(String serviceId, String instanceId) {
        return serviceId + '/' + instanceId;
    }

    private long pendingMillis() {
        return createdMillis + (finishedMillis - createdMillis) / 4;
    }
}
