package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.haar.Haar;
import dev.haar.core.time.HaarTime;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Haar of a test's own, spoken to as SNS by AWS Query. */
final class SnsServer implements AutoCloseable {
    static final String ARN = "arn:aws:sns:us-east-1:000000000000:";

    private final Haar haar;

    SnsServer() {
        this(Map.of());
    }

    /** @param functions URLs of Lambda functions by their names */
    SnsServer(Map<String, String> functions) {
        this(withFunctions(functions));
    }

    SnsServer(Haar.Builder builder) {
        haar = builder.start();
    }

    private static Haar.Builder withFunctions(Map<String, String> functions) {
        Haar.Builder builder = Haar.builder();
        functions.forEach((name, url) -> builder.function(name, URI.create(url)));
        return builder;
    }

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

    /** What was refused must be told in these words. */
    static void refused(Response answer, int status, String code, String message) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Type")).isEqualTo("Sender");
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo(code);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Message")).isEqualTo(message);
    }

    /** Parameters and the entries of a map after them, whose names and values take turns. */
    static String[] with(String map, String[] entries, String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        for (int i = 0; i < entries.length; i += 2) {
            String entry = map + ".entry." + (i / 2 + 1);
            all.addAll(List.of(entry + ".key", entries[i], entry + ".value", entries[i + 1]));
        }
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        haar.close();
    }

    /** Reads from the operator surface. */
    Response get(String path) {
        return RestAssured.given().urlEncodingEnabled(false).get(haar.endpoint() + path);
    }

    /** Tells the operator surface. */
    void post(String path) {
        RestAssured.given()
                .urlEncodingEnabled(false)
                .post(haar.endpoint() + path)
                .then()
                .statusCode(200);
    }

    URI endpoint() {
        return haar.endpoint();
    }

    HaarTime clock() {
        return haar.clock();
    }

    /** Waits until the latest attempt to deliver is the given one and has come to this. */
    Map<String, Object> awaitDelivery(String outcome, int attempt) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        this::latestDelivery,
                        latest -> outcome.equals(latest.get("outcome"))
                                && latest.get("attempt").equals(attempt));
    }

    /** What the log says last; empty before it says anything. */
    private Map<String, Object> latestDelivery() {
        List<Map<String, Object>> log =
                get("/_haar/sns/deliveries?limit=1").jsonPath().getList("deliveries");
        return log.isEmpty() ? Map.of() : log.get(0);
    }
}
