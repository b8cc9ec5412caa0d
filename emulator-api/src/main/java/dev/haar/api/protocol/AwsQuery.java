package dev.haar.api.protocol;

import dev.haar.api.error.AwsError;
import dev.haar.api.service.Action;
import dev.haar.api.service.ServiceModel;
import software.amazon.awssdk.core.SdkPojo;

/**
 * AWS Query: parameters in, XML out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS Query</a>
 */
public final class AwsQuery implements Protocol {
    private static final String CONTENT_TYPE = "text/xml";
    private static final String PROLOGUE = "<?xml version=\"1.0\"?>\n";

    private final Shapes shapes = new Shapes();

    /**
     * Reads the action's input.
     *
     * @throws dev.haar.api.error.AwsException if a parameter does not fit its member
     */
    public SdkPojo decode(ServiceModel service, Action<?, ?> action, Parameters parameters) {
        SdkPojo builder = action.newInput().get();
        return new QueryReader(service).read(parameters.root(), builder, shapes.of(builder));
    }

    @Override
    public Answer success(ServiceModel service, String action, SdkPojo output, String requestId) {
        Output out = new Output();
        out.raw(PROLOGUE);
        openWithNamespace(action + "Response", service, out);
        Shape shape = shapes.of(output);
        if (!shape.members().isEmpty()) {
            XmlWriter.open(action + "Result", out);
            new XmlWriter(service).write(output, shape, out);
            XmlWriter.close(action + "Result", out);
        }
        XmlWriter.open("ResponseMetadata", out);
        XmlWriter.element("RequestId", requestId, out);
        XmlWriter.close("ResponseMetadata", out);
        XmlWriter.close(action + "Response", out);
        return Answer.of(200, CONTENT_TYPE, out.finish());
    }

    @Override
    public Answer failure(ServiceModel service, AwsError error, String requestId) {
        Output out = new Output();
        out.raw(PROLOGUE);
        openWithNamespace("ErrorResponse", service, out);
        XmlWriter.open("Error", out);
        XmlWriter.element("Type", error.senderFault() ? "Sender" : "Receiver", out);
        XmlWriter.element("Code", error.code(), out);
        XmlWriter.element("Message", error.message() == null ? "" : error.message(), out);
        if (service == ServiceModel.SQS && error.hasDetail()) {
            out.raw("<Detail/>");
        }
        XmlWriter.close("Error", out);
        XmlWriter.element("RequestId", requestId, out);
        XmlWriter.close("ErrorResponse", out);
        return Answer.of(error.status(), CONTENT_TYPE, out.finish());
    }

    /** What AWS answers to a request that speaks no protocol it knows. */
    public static Answer unknownOperation() {
        return Answer.of(404, CONTENT_TYPE, Body.of("<UnknownOperationException/>\n"));
    }

    private static void openWithNamespace(String name, ServiceModel service, Output out) {
        out.raw('<');
        out.raw(name);
        if (service != null && service.query().isPresent()) {
            out.raw(" xmlns=\"");
            out.raw(service.query().get().namespace());
            out.raw('"');
        }
        out.raw('>');
    }
}
