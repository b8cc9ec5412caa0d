package dev.haar.api.sns;

import dev.haar.Haar;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A Haar of a test's own, spoken to as SNS by AWS Query. */
final class SnsServer implements AutoCloseable {
    static final String ARN = "arn:aws:sns:us-east-1:000000000000:";

    private final Haar haar = Haar.start();

    /** Calls an action; names and values of parameters take turns. */
    Response call(String action, String... parameters) {
        RequestSpecification request = RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset("UTF-8")))
                .baseUri(haar.endpoint().toString())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/sns/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("Action", action)
                .formParam("Version", "2010-03-31");
        for (int i = 0; i < parameters.length; i += 2) {
            request.formParam(parameters[i], parameters[i + 1]);
        }
        return request.post("/");
    }

    @Override
    public void close() {
        haar.close();
    }
}
