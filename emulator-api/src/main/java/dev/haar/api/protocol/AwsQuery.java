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
        XmlDocument xml = new XmlDocument(out, namespace(service));
        xml.open(action + "Response");
        Shape shape = shapes.of(output);
        if (!shape.members().isEmpty()) {
            xml.open(action + "Result");
            new XmlWriter(service).write(output, shape, xml);
            xml.close();
        } else if (hasEmptyResult(service, action)) {
            xml.empty(action + "Result");
        }
        xml.open("ResponseMetadata");
        xml.element("RequestId", requestId);
        xml.close();
        xml.close();
        xml.finish();
        return Answer.of(200, CONTENT_TYPE, out.finish());
    }

    @Override
    public Answer failure(ServiceModel service, AwsError error, String requestId) {
        Output out = new Output();
        XmlDocument xml = new XmlDocument(out, namespace(service));
        xml.open("ErrorResponse");
        xml.open("Error");
        xml.element("Type", error.senderFault() ? "Sender" : "Receiver");
        xml.element("Code", error.code());
        xml.element("Message", error.message() == null ? "" : error.message());
        if (service == ServiceModel.SQS && error.hasDetail()) {
            xml.empty("Detail");
        }
        xml.close();
        xml.element("RequestId", requestId);
        xml.close();
        xml.finish();
        return Answer.of(error.status(), CONTENT_TYPE, out.finish());
    }

    /** What AWS answers to a request that speaks no protocol it knows. */
    public static Answer unknownOperation() {
        return Answer.of(404, CONTENT_TYPE, Body.of("<UnknownOperationException/>\n"));
    }

    private static boolean hasEmptyResult(ServiceModel service, String action) {
        return service.query()
                .filter(query -> query.emptyResults().contains(action))
                .isPresent();
    }

    private static String namespace(ServiceModel service) {
        return service == null
                ? ""
                : service.query().map(ServiceModel.Query::namespace).orElse("");
    }
}
