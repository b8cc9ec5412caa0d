package dev.haar.api.courier;

import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Delivery;
import java.util.concurrent.CompletableFuture;

/** Hands each delivery to the courier of its protocol. */
public final class Couriers implements Courier {
    private final Courier http;
    private final Courier lambda;
    private final Courier firehose;

    public Couriers(Courier http, Courier lambda, Courier firehose) {
        this.http = http;
        this.lambda = lambda;
        this.firehose = firehose;
    }

    @Override
    public CompletableFuture<Answer> carry(Delivery delivery) {
        return switch (delivery.to().protocol()) {
            case "lambda" -> lambda.carry(delivery);
            case "firehose" -> firehose.carry(delivery);
            default -> http.carry(delivery);
        };
    }
}
