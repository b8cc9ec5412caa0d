package dev.haar.api.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.Haar;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Haar with its state in a directory, which can be restarted: what it says before, it must say after. */
final class KeptHaar implements AutoCloseable {
    private static final String JSON = "application/x-amz-json-1.1";

    private final Path directory;
    private final List<Question> questions = new ArrayList<>();
    private Haar haar;

    KeptHaar(Path directory) {
        this.directory = directory;
        haar = Haar.builder().data(directory).start();
        haar.clock().freeze();
    }

    /** Something that can be asked again. */
    private interface Question {
        String ask();
    }

    Haar haar() {
        return haar;
    }

    /** Calls an action by AWS JSON, which must succeed. Apostrophes stand for quotation marks. */
    JsonPath json(String target, String body) {
        return new JsonPath(post(target, "us-east-1", body));
    }

    JsonPath jsonIn(String region, String target, String body) {
        return new JsonPath(post(target, region, body));
    }

    /** Calls an action by AWS Query, which must succeed. */
    XmlPath query(String action, Map<String, String> parameters) {
        return new XmlPath(form(action, parameters));
    }

    /** Has the answer to a call, which must not change, compared with that after the restart. */
    void keeps(String target, String body) {
        questions.add(() -> target + body + ": " + post(target, "us-east-1", body));
    }

    void keepsIn(String region, String target, String body) {
        questions.add(() -> target + body + ": " + post(target, region, body));
    }

    void keepsQuery(String action, Map<String, String> parameters) {
        questions.add(() ->
                action + parameters + ": " + form(action, parameters).replaceAll("<RequestId>[^<]*</RequestId>", ""));
    }

    void restart() {
        List<String> before = answers();
        haar.close();
        haar = Haar.builder().data(directory).start();
        assertThat(answers()).containsExactlyElementsOf(before);
    }

    /** Without the port, which is another after a restart. */
    private List<String> answers() {
        return questions.stream()
                .map(question -> question.ask().replace(endpoint(), ""))
                .toList();
    }

    private String post(String target, String region, String body) {
        String service = target.substring(0, target.indexOf('.'));
        Response answer = RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(JSON, ContentType.TEXT)))
                .baseUri(endpoint())
                .contentType(JSON)
                .header("X-Amz-Target", target)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=000000000000/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=x")
                .body(body.replace('\'', '"'))
                .post("/");
        assertThat(answer.statusCode()).as("%s: %s", target, answer.asString()).isEqualTo(200);
        return answer.asString();
    }

    private String form(String action, Map<String, String> parameters) {
        Response answer = RestAssured.given()
                .baseUri(endpoint())
                .contentType("application/x-www-form-urlencoded")
                .formParam("Action", action)
                .formParam("Version", "2010-03-31")
                .formParams(parameters)
                .post("/");
        assertThat(answer.statusCode()).as("%s: %s", action, answer.asString()).isEqualTo(200);
        return answer.asString();
    }

    private String endpoint() {
        return haar.endpoint().toString();
    }

    @Override
    public void close() {
        haar.close();
    }
}
