package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

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
        String type = (isOfFramework ? "com.amazon.coral.service#" : "com.amazonaws.sqs#") + shape;
        assertThat(answer.asString())
                .isEqualTo("{\"__type\":\"" + type + "\",\"message\":\"" + message.replace("\"", "\\\"") + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.header("x-amzn-query-error")).isEqualTo(code + ";Sender");
    }

    void checkXml(Response answer) {
        checkXml(answer, "<Detail/>");
    }

    /** As AWS answers by some actions. */
    void checkXmlWithoutDetail(Response answer) {
        checkXml(answer, "");
    }

    private void checkXml(Response answer, String detail) {
        String escaped = message.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        assertThat(answer.asString())
                .isEqualTo(
                        "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">"
                                + "<Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + escaped
                                + "</Message>" + detail
                                + "</Error><RequestId>" + answer.header("x-amzn-RequestId")
                                + "</RequestId></ErrorResponse>");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("text/xml");
    }
}
