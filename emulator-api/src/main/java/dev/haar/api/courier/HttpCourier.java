package dev.haar.api.courier;

import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Delivery;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Posts to HTTP and HTTPS endpoints.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/http-header.html">HTTP/HTTPS headers</a>
 */
public final class HttpCourier implements Courier {
    private final AllowedHosts allowed;
    private final Posts posts;

    /** @param workers runs what follows an answer */
    public HttpCourier(AllowedHosts allowed, Executor workers) {
        this.allowed = allowed;
        this.posts = new Posts(workers);
    }

    @Override
    public CompletableFuture<Answer> carry(Delivery delivery) {
        HttpRequest request;
        try {
            URI uri = URI.create(delivery.to().endpoint());
            if (uri.getHost() == null) {
                return refused("The endpoint names no host.");
            }
            if (!allowed.contain(uri)) {
                return refused("Deliveries to " + uri.getHost() + " are not allowed.");
            }
            request = request(uri, delivery);
        } catch (IllegalArgumentException e) {
            return refused("The endpoint is no URL: " + e.getMessage());
        }
        return posts.send(request);
    }

    private static HttpRequest request(URI uri, Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Posts.PATIENCE)
                .header("x-amz-sns-message-type", delivery.type().awsName())
                .header("x-amz-sns-message-id", delivery.messageId())
                .header("x-amz-sns-topic-arn", delivery.to().topicArn())
                .header("Content-Type", delivery.policy().contentType())
                .header("User-Agent", "Amazon Simple Notification Service Agent")
                .header("Accept-Encoding", "gzip,deflate")
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body(), StandardCharsets.UTF_8));
        if (delivery.type() != Delivery.MessageType.SUBSCRIPTION_CONFIRMATION) {
            request.header("x-amz-sns-subscription-arn", delivery.to().subscriptionArn());
        }
        if (delivery.raw()) {
            request.header("x-amz-sns-rawdelivery", "true");
        }
        return request.build();
    }

    private static CompletableFuture<Answer> refused(String why) {
        return CompletableFuture.completedFuture(new Answer(Verdict.REFUSED, 0, why));
    }
}
