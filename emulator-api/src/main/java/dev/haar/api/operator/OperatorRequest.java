package dev.haar.api.operator;

import dev.haar.api.protocol.Parameters;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the operator surface.
 *
 * @param method the HTTP method; GET for HEAD too
 * @param path the path, percent-decoded
 * @param variables what stood in the path for the variables of the route's template
 * @param query the parameters of the URL
 * @param accept the header {@code Accept}; empty if there was none
 * @param body the body
 */
public record OperatorRequest(
        String method, String path, Map<String, String> variables, Parameters query, String accept, byte[] body) {
    /** A parameter of the URL; empty if it was not given, or given without a value. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.value(name)).filter(value -> !value.isEmpty());
    }

    /** How many the parameter {@code limit} asks for; empty if that is no number of 1 or more. */
    public Optional<Integer> limit(int usual) {
        try {
            int limit = parameter("limit").map(Integer::parseInt).orElse(usual);
            return limit > 0 ? Optional.of(limit) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    OperatorRequest with(Map<String, String> newVariables) {
        return new OperatorRequest(method, path, newVariables, query, accept, body);
    }
}
