package dev.haar.api.service;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The names of all operations that AWS has, built here or not, read off the SDK's clients. Each client is looked at only
 * once somebody asks for an action that Haar does not have. Safe for use by several threads.
 */
public final class Operations {
    private static final String REQUEST = "Request";

    private final Map<ServiceModel, Set<String>> names = new EnumMap<>(ServiceModel.class);

    /** The names of a service's operations, in alphabetical order, found whatever the case of their letters. */
    public synchronized Set<String> of(ServiceModel service) {
        return names.computeIfAbsent(service, Operations::read);
    }

    private static Set<String> read(ServiceModel service) {
        // Some of the SDK's classes spell abbreviations in another case than AWS does: AssumeRoleWithSaml.
        Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Method method : service.client().getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length == 1 && SdkRequest.class.isAssignableFrom(parameters[0])) {
                String request = parameters[0].getSimpleName();
                found.add(request.substring(0, request.length() - REQUEST.length()));
            }
        }
        return Collections.unmodifiableSet(found);
    }
}
