package dev.haar.api.courier;

import dev.haar.engine.delivery.Courier.Answer;
import dev.haar.engine.delivery.Courier.Verdict;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Posts without a thread per post, and says what the answers mean.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html">What SNS takes for success</a>
 */
final class Posts {
    /** How long SNS waits for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int REDIRECTS = 300;
    private static final int SUCCESSES = 200;

    private final Executor workers;
    private HttpClient client;

    Posts(Executor workers) {
        this.workers = workers;
    }

    CompletableFuture<Answer> send(HttpRequest request) {
        return client().sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((response, failure) ->
                        failure == null ? meaning(response.statusCode(), response.body()) : Answer.none(why(failure)));
    }

    /** Made when it is first needed: most Haars never post. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .executor(workers)
                    .build();
        }
        return client;
    }

    /** Only errors of the server's own, and the plea to come later, are worth another try. */
    private static Answer meaning(int status, String body) {
        if (status >= SUCCESSES && status < REDIRECTS) {
            return new Answer(Verdict.DELIVERED, status, body);
        }
        boolean later = status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
        return new Answer(later ? Verdict.RETRY : Verdict.REFUSED, status, body);
    }

    private static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
