package dev.haar.api.kms;

import dev.haar.Haar;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** A Haar of a test's own, spoken to as KMS, SQS and SNS. Its clock stands still. Apostrophes stand for quotation marks. */
final class KmsServer implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    private static final String JSON = "application/x-amz-json-1.1";

    private final Haar haar;

    KmsServer() {
        this(builder -> builder);
    }

    KmsServer(UnaryOperator<Haar.Builder> change) {
        haar = change.apply(Haar.builder()).start();
        haar.clock().freeze();
    }

    Haar haar() {
        return haar;
    }

    Response call(String action, String body, Object... values) {
        return callIn("us-east-1", action, body, values);
    }

    Response callIn(String region, String action, String body, Object... values) {
        return target("TrentService." + action, "kms", ACCOUNT, region, body, values);
    }

    Response callAs(String account, String action, String body, Object... values) {
        return target("TrentService." + action, "kms", account, "us-east-1", body, values);
    }

    Response sqs(String action, String body, Object... values) {
        return target("AmazonSQS." + action, "sqs", ACCOUNT, "us-east-1", body, values);
    }

    private Response target(
            String target, String service, String account, String region, String body, Object... values) {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(JSON, ContentType.TEXT)))
                .baseUri(haar.endpoint().toString())
                .contentType(JSON)
                .header("X-Amz-Target", target)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + account + "/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=x")
                .body(filled(body, values))
                .post("/");
    }

    /** Calls an action of SNS by a form. */
    Response sns(String form, Object... values) {
        return RestAssured.given()
                .baseUri(haar.endpoint().toString())
                .contentType("application/x-www-form-urlencoded")
                .urlEncodingEnabled(false)
                .body(filled(form, values) + "&Version=2010-03-31")
                .post("/");
    }

    /** What a call answers that must succeed. */
    JsonPath ok(String action, String body, Object... values) {
        Response answer = call(action, body, values);
        answer.then().statusCode(200);
        return json(answer);
    }

    static JsonPath json(Response answer) {
        return new JsonPath(answer.asString());
    }

    /** The error that a call answers which must be refused. */
    static String refusal(Response answer) {
        answer.then().statusCode(400);
        JsonPath body = json(answer);
        return body.getString("__type") + ": " + body.getString("message");
    }

    /** Makes a key and answers its id. */
    String key(String members) {
        return ok("CreateKey", "{" + members + "}").getString("KeyMetadata.KeyId");
    }

    String key() {
        return key("");
    }

    /** The records of the audit log, the latest first. */
    JsonPath audit(String query) {
        return new JsonPath(RestAssured.given()
                .baseUri(haar.endpoint().toString())
                .get("/_haar/audit" + query)
                .asString());
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings(
            "AnnotateFormatMethod") // The annotation would be this project's only need of Error Prone's library.
    private static String filled(String text, Object... values) {
        return (values.length == 0 ? text : text.formatted(values)).replace('\'', '"');
    }

    @Override
    public void close() {
        haar.close();
    }
}
