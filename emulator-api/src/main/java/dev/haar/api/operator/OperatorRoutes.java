package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The routes of the operator surface. They are all registered before the server starts.
 *
 * <p>A template is a path whose braces stand for any one segment, or the rest of one:
 * {@code /_haar/sqs/queues/{name}/messages}.
 */
public final class OperatorRoutes {
    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, String[] template, OperatorTask task) {
        /** The values of the template's variables; null if the path is another. */
        Map<String, String> match(String[] path) {
            if (path.length != template.length) {
                return null;
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < path.length; i++) {
                String segment = template[i];
                int brace = segment.indexOf('{');
                if (brace >= 0 && path[i].startsWith(segment.substring(0, brace))) {
                    variables.put(segment.substring(brace + 1, segment.length() - 1), path[i].substring(brace));
                } else if (!segment.equals(path[i])) {
                    return null;
                }
            }
            return variables;
        }
    }

    /** Where AWS has the certificates that messages of SNS are verified with. */
    private static final String CERTIFICATE = "/SimpleNotificationService-";

    /** Whether a path belongs to the operator surface and not to AWS. */
    public static boolean owns(String path) {
        return path.startsWith("/_") || path.startsWith(CERTIFICATE);
    }

    /** Answers GET on a path. */
    public OperatorRoutes get(String template, OperatorHandler handler) {
        return getLater(template, atOnce(handler));
    }

    /** Answers GET on a path, once a task is done. */
    public OperatorRoutes getLater(String template, OperatorTask task) {
        routes.add(new Route("GET", template.split("/"), task));
        return this;
    }

    /** Answers POST on a path. */
    public OperatorRoutes post(String template, OperatorHandler handler) {
        return postLater(template, atOnce(handler));
    }

    /** Answers POST on a path, once a task is done. */
    public OperatorRoutes postLater(String template, OperatorTask task) {
        routes.add(new Route("POST", template.split("/"), task));
        return this;
    }

    /** Answers a request: 404 if no route has its path, 405 if none has its method too. */
    public CompletableFuture<Answer> answer(OperatorRequest request) {
        String[] path = request.path().split("/");
        boolean found = false;
        for (Route route : routes) {
            Map<String, String> variables = route.match(path);
            if (variables != null && route.method.equals(request.method())) {
                return route.task.handle(request.with(variables));
            }
            found |= variables != null;
        }
        return CompletableFuture.completedFuture(
                found
                        ? JsonAnswer.error(405, "The method " + request.method() + " is not allowed here.")
                        : JsonAnswer.error(404, "There is nothing at " + request.path() + "."));
    }

    private static OperatorTask atOnce(OperatorHandler handler) {
        return request -> CompletableFuture.completedFuture(handler.handle(request));
    }
}
