package dev.haar.api.courier;

import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.json.JsonText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Invokes functions over Lambda's Invoke API, at the URLs that they are said to listen at.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Invoking Lambda functions with SNS</a>
 */
public final class LambdaCourier implements Courier {
    private static final int NAME = 6;

    private final Map<String, String> functions;
    private final Posts posts;

    /**
     * @param functions base URLs by the names of functions; one with a path is posted to as it is
     * @param workers runs what follows an answer
     */
    public LambdaCourier(Map<String, String> functions, Executor workers) {
        this.functions = functions;
        this.posts = new Posts(workers);
    }

    @Override
    public CompletableFuture<Answer> carry(Delivery delivery) {
        String[] parts = delivery.to().endpoint().split(":");
        String name = parts.length > NAME ? parts[NAME] : "";
        String url = functions.get(name);
        if (url == null) {
            return CompletableFuture.completedFuture(
                    new Answer(Verdict.REFUSED, 0, "No URL is configured for the function '" + name + "'."));
        }
        HttpRequest request = HttpRequest.newBuilder(invocation(url, name))
                .timeout(Posts.PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Amz-Invocation-Type", "Event")
                .POST(HttpRequest.BodyPublishers.ofString(event(delivery), StandardCharsets.UTF_8))
                .build();
        return posts.send(request);
    }

    private static URI invocation(String url, String name) {
        URI base = URI.create(url);
        boolean bare = base.getPath().isEmpty() || base.getPath().equals("/");
        return bare ? base.resolve("/2015-03-31/functions/" + name + "/invocations") : base;
    }

    /** The envelope in the form that functions get it in. */
    private static String event(Delivery delivery) {
        Map<String, Object> envelope = JsonText.parseObject(delivery.body())
                .orElseThrow(() -> new IllegalStateException("This is no envelope."));
        Map<String, Object> sns = new LinkedHashMap<>();
        for (String name : List.of("Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp")) {
            sns.put(name, envelope.get(name));
        }
        sns.put("SignatureVersion", envelope.get("SignatureVersion"));
        sns.put("Signature", envelope.get("Signature"));
        sns.put("SigningCertUrl", envelope.get("SigningCertURL"));
        sns.put("UnsubscribeUrl", envelope.get("UnsubscribeURL"));
        sns.put("MessageAttributes", envelope.getOrDefault("MessageAttributes", Map.of()));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("EventSource", "aws:sns");
        event.put("EventVersion", "1.0");
        event.put("EventSubscriptionArn", delivery.to().subscriptionArn());
        event.put("Sns", sns);
        return JsonText.write(Map.of("Records", List.of(event)));
    }
}
