package dev.haar.api.sqs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.error.AwsError;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.AwsJson;
import dev.haar.api.protocol.AwsQuery;
import dev.haar.api.service.ServiceModel;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** How messages that somebody looks at are written: as AWS does, or as the XML of AWS Query put into JSON. */
enum MessagesFormat {
    /** For SDKs that speak AWS JSON. */
    AWS_JSON {
        @Override
        Answer success(ReceiveMessageResponse messages) {
            return new AwsJson().success(ServiceModel.SQS, ACTION, messages, requestId());
        }

        @Override
        Answer failure(AwsError error) {
            return new AwsJson().failure(ServiceModel.SQS, error, requestId());
        }
    },

    /** For SDKs that speak AWS Query, and by default. */
    XML {
        @Override
        Answer success(ReceiveMessageResponse messages) {
            return new AwsQuery().success(ServiceModel.SQS, ACTION, messages, requestId());
        }

        @Override
        Answer failure(AwsError error) {
            return new AwsQuery().failure(ServiceModel.SQS, error, requestId());
        }
    },

    /** For those who accept JSON. */
    XML_AS_JSON {
        @Override
        Answer success(ReceiveMessageResponse messages) {
            return JsonAnswer.of(200, json -> {
                json.writeObjectFieldStart("ReceiveMessageResponse");
                if (messages.messages().isEmpty()) {
                    json.writeNullField("ReceiveMessageResult");
                } else {
                    json.writeObjectFieldStart("ReceiveMessageResult");
                    json.writeArrayFieldStart("Message");
                    for (Message message : messages.messages()) {
                        write(json, message);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }
                json.writeObjectFieldStart("ResponseMetadata");
                json.writeStringField("RequestId", requestId());
                json.writeEndObject();
                json.writeEndObject();
            });
        }

        @Override
        Answer failure(AwsError error) {
            return JsonAnswer.of(error.status(), json -> {
                json.writeObjectFieldStart("ErrorResponse");
                json.writeObjectFieldStart("Error");
                json.writeStringField("Type", error.senderFault() ? "Sender" : "Receiver");
                json.writeStringField("Code", error.code());
                json.writeStringField("Message", error.message());
                json.writeNullField("Detail");
                json.writeEndObject();
                json.writeStringField("RequestId", requestId());
                json.writeEndObject();
            });
        }
    };

    private static final String ACTION = "ReceiveMessage";

    /** The format that suits who asks. */
    static MessagesFormat of(OperatorRequest request) {
        if (request.body().length > 0 && request.body()[0] == '{') {
            return AWS_JSON;
        }
        return request.accept().contains("application/json") ? XML_AS_JSON : XML;
    }

    abstract Answer success(ReceiveMessageResponse messages);

    abstract Answer failure(AwsError error);

    private static String requestId() {
        return UUID.randomUUID().toString();
    }

    private static void write(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeStringField("MessageId", message.messageId());
        json.writeStringField("ReceiptHandle", message.receiptHandle());
        json.writeStringField("MD5OfBody", message.md5OfBody());
        json.writeStringField("Body", message.body());
        json.writeArrayFieldStart("Attribute");
        for (Map.Entry<String, String> attribute : message.attributesAsStrings().entrySet()) {
            json.writeStartObject();
            json.writeStringField("Name", attribute.getKey());
            json.writeStringField("Value", attribute.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (message.hasMessageAttributes()) {
            json.writeStringField("MD5OfMessageAttributes", message.md5OfMessageAttributes());
            json.writeArrayFieldStart("MessageAttribute");
            for (Map.Entry<String, MessageAttributeValue> attribute :
                    message.messageAttributes().entrySet()) {
                write(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, MessageAttributeValue value) throws IOException {
        json.writeStartObject();
        json.writeStringField("Name", name);
        json.writeObjectFieldStart("Value");
        json.writeStringField("DataType", value.dataType());
        if (value.binaryValue() == null) {
            json.writeStringField("StringValue", value.stringValue());
        } else {
            json.writeBinaryField("BinaryValue", value.binaryValue().asByteArray());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
