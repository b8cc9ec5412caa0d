package dev.haar.api.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkPojo;

/** The shapes of requests and responses, each compiled on its first use. Safe for use by several threads. */
final class Shapes {
    private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

    Shape of(SdkPojo sample) {
        Shape shape = shapes.get(sample.getClass());
        return shape != null ? shape : shapes.computeIfAbsent(sample.getClass(), type -> new Shape(sample));
    }
}
