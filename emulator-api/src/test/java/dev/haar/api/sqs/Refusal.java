package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

/**
 * An error as AWS answers it.
 *
 * @param status the HTTP status
 * @param shape the name of its shape
 * @param code its code in AWS Query
 * @param message its text
 */
record Refusal(int status, String shape, String code, String message) {
    static Refusal invalid(String message) {
        return new Refusal(400, "InvalidParameterValueException", "InvalidParameterValue", message);
    }

    static Refusal missing(String parameter) {
        return new Refusal(
                400,
                "MissingRequiredParameterException",
                "MissingParameter",
                "The request must contain the parameter " + parameter + ".");
    }

    static Refusal attributeName(String message) {
        return new Refusal(400, "InvalidAttributeName", "InvalidAttributeName", message);
    }

    static Refusal attributeValue(String message) {
        return new Refusal(400, "InvalidAttributeValue", "InvalidAttributeValue", message);
    }

    static Refusal own(int status, String shape, String message) {
        return new Refusal(status, shape, "AWS.SimpleQueueService." + shape, message);
    }

    static Refusal plain(int status, String shape, String message) {
        return new Refusal(status, shape, shape, message);
    }

    /** The same error where its shape has another name than its code. */
    Refusal as(String otherShape) {
        return new Refusal(status, otherShape, code, message);
    }

    void checkJson(Response answer) {
        boolean isOfFramework =
                shape.equals("InvalidParameterValueException") || shape.equals("MissingRequiredParameterException");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.header("x-amzn-query-error")).isEqualTo(code + ";Sender");
        assertThat(answer.jsonPath().getString("__type"))
                .isEqualTo((isOfFramework ? "com.amazon.coral.service#" : "com.amazonaws.sqs#") + shape);
        assertThat(answer.jsonPath().getString("message")).isEqualTo(message);
        assertThat(answer.jsonPath().getMap("$")).hasSize(2);
    }

    void checkXml(Response answer) {
        checkXmlWithoutDetail(answer);
        assertThat(answer.asString()).contains("<Detail/></Error>");
    }

    void checkXmlWithoutDetail(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("text/xml");
        assertThat(answer.asString())
                .contains("<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error>");
        XmlPath xml = answer.xmlPath();
        assertThat(xml.getString("ErrorResponse.Error.Type")).isEqualTo("Sender");
        assertThat(xml.getString("ErrorResponse.Error.Code")).isEqualTo(code);
        assertThat(xml.getString("ErrorResponse.Error.Message")).isEqualTo(message);
        assertThat(xml.getString("ErrorResponse.RequestId")).isEqualTo(answer.header("x-amzn-RequestId"));
    }
}
