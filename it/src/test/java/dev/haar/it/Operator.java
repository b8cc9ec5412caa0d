package dev.haar.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The operator surface of a running Haar. */
public final class Operator {
    private static final int ROUND_TRIPS = 25;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    public Operator(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Throws all state away and lets the clock run. */
    public void reset() {
        post("/_haar/reset", "");
        post("/_haar/clock", "{\"unfreeze\":true}");
    }

    /** Stops the clock. */
    public void freeze() {
        post("/_haar/clock", "{\"freeze\":true}");
    }

    /** Stops the clock, if it does not stand still already, and moves it on. */
    public void advance(Duration by) {
        post("/_haar/clock", "{\"freeze\":true,\"advance\":\"" + by + "\"}");
    }

    /** What a peek at a queue's messages shows, as JSON. */
    public String messages(String queue) {
        return send(HttpRequest.newBuilder(endpoint.resolve("/_haar/sqs/queues/" + queue + "/messages")));
    }

    /** The latest attempts to deliver messages of a topic, as JSON. */
    public String deliveries(String topicArn) {
        return send(HttpRequest.newBuilder(endpoint.resolve("/_haar/sns/deliveries?topic=" + topicArn)));
    }

    /**
     * Goes there and back so often that a request under way, too, has arrived.
     *
     * <p>Tests that go on before it has still pass, but show less: their poll finds the message there, and does not wait.
     */
    public void letRequestsArrive() {
        for (int i = 0; i < ROUND_TRIPS; i++) {
            send(HttpRequest.newBuilder(endpoint.resolve("/_haar/health")));
        }
    }

    private void post(String path, String body) {
        send(HttpRequest.newBuilder(endpoint.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
