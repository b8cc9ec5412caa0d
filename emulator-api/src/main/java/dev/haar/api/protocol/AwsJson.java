package dev.haar.api.protocol;

import dev.haar.api.error.AwsError;
import dev.haar.api.service.Action;
import dev.haar.api.service.ServiceModel;
import software.amazon.awssdk.core.SdkPojo;

/**
 * AWS JSON 1.0 and 1.1.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0</a>
 */
public final class AwsJson implements Protocol {
    private static final ServiceModel.Json UNKNOWN_SERVICE = new ServiceModel.Json("", "1.0", "message");

    private final Shapes shapes = new Shapes();
    private final JsonReader reader = new JsonReader();
    private final JsonWriter writer = new JsonWriter();

    /**
     * Reads the action's input.
     *
     * @param length how many of the bytes there are
     * @throws dev.haar.api.error.AwsException if they are no such input
     */
    public SdkPojo decode(Action<?, ?> action, byte[] body, int length) {
        SdkPojo builder = action.newInput().get();
        return reader.read(body, length, builder, shapes.of(builder));
    }

    @Override
    public Answer success(ServiceModel service, String action, SdkPojo output, String requestId) {
        Shape shape = shapes.of(output);
        Output body = new Output(shape.usualSize());
        writer.write(output, shape, body);
        shape.usualSize(body.size() + Escape.WIDEST);
        return Answer.of(200, wire(service).contentType(), body.finish());
    }

    @Override
    public Answer failure(ServiceModel service, AwsError error, String requestId) {
        ServiceModel.Json wire = wire(service);
        Output body = new Output();
        body.raw("{\"__type\":\"");
        body.text(
                service == null ? "com.amazon.coral.service#" + error.shape() : service.errorType(error.shape()),
                Escape.JSON);
        body.raw('"');
        if (error.message() != null) {
            body.raw(",\"");
            body.raw(wire.errorMessage());
            body.raw("\":\"");
            body.text(error.message(), Escape.JSON);
            body.raw('"');
        }
        error.members().forEach((name, value) -> {
            body.raw(",\"");
            body.raw(name);
            body.raw("\":\"");
            body.text(value, Escape.JSON);
            body.raw('"');
        });
        body.raw('}');
        String queryError = service != null && service.isQueryCompatible()
                ? error.code() + (error.senderFault() ? ";Sender" : ";Receiver")
                : null;
        return new Answer(error.status(), wire.contentType(), queryError, body.finish());
    }

    private static ServiceModel.Json wire(ServiceModel service) {
        return service == null ? UNKNOWN_SERVICE : service.json().orElse(UNKNOWN_SERVICE);
    }
}
