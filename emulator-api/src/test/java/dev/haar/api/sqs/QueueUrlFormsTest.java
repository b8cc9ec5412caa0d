package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queue URLs: whatever host one names it is understood, and those that are handed out work where the client stands. */
class QueueUrlFormsTest {
    private static final String CREDENTIAL =
            "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/sqs/aws4_request, SignedHeaders=host, Signature=0";

    private static SqsServer server;

    @BeforeAll
    static void start() {
        server = new SqsServer();
        server.queue("q");
        signed("111111111111", "us-east-1").body("{\"QueueName\":\"q\"}").post("/");
        signed("test", "eu-west-1").body("{\"QueueName\":\"q\"}").post("/");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RequestSpecification signed(String key, String region) {
        return server.jsonRequest("CreateQueue").header("Authorization", CREDENTIAL.formatted(key, region));
    }

    @ParameterizedTest
    @CsvSource({
        "q,us-east-1:000000000000",
        "/000000000000/q,us-east-1:000000000000",
        "000000000000/q,us-east-1:000000000000",
        "http://localhost:4566/000000000000/q,us-east-1:000000000000",
        "http://localhost:4566/q,us-east-1:000000000000",
        "http://localhost:4566/queue/q,us-east-1:000000000000",
        "https://gone.example:1/000000000000/q,us-east-1:000000000000",
        "http://host_with_underscores:4566/000000000000/q,us-east-1:000000000000",
        "http://[::1]:4566/000000000000/q,us-east-1:000000000000",
        "http://localhost:4566/111111111111/q,us-east-1:111111111111",
        "https://sqs.us-east-1.amazonaws.com/000000000000/q,us-east-1:000000000000",
        "https://sqs.eu-west-1.amazonaws.com/000000000000/q,eu-west-1:000000000000",
        "https://eu-west-1.queue.amazonaws.com/000000000000/q,eu-west-1:000000000000",
        "http://sqs.eu-west-1.localhost:4566/000000000000/q,eu-west-1:000000000000",
        "http://localhost:4566/queue/eu-west-1/000000000000/q,eu-west-1:000000000000"
    })
    void everyForm_meansItsQueue(String url, String queue) {
        String arn = "arn:aws:sqs:" + queue + ":q";
        Response json = server.json("GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['QueueArn']}", url);
        assertThat(json.asString()).isEqualTo(SqsServer.text("{'Attributes':{'QueueArn':'%s'}}", arn));
        Response xml = server.query("GetQueueAttributes", "AttributeName.1=QueueArn&QueueUrl=%s", url);
        assertThat(xml.asString()).contains("<Value>" + arn + "</Value>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4566/", "https://sqs.us-west-1.amazonaws.com", "http://a b/q", "/"})
    void urlWithoutAQueue_isAnInvalidAddress(String url) {
        Refusal.plain(404, "InvalidAddress", "The address " + url + " is not valid for this endpoint.")
                .checkJson(server.json("GetQueueAttributes", "{'QueueUrl':'%s'}", url));
    }

    @Test
    void pathOfTheRequest_meansTheQueueWhereTheInputDoesNot() {
        server.jsonRequest("GetQueueAttributes")
                .body("{\"AttributeNames\":[\"QueueArn\"]}")
                .post("/111111111111/q")
                .then()
                .statusCode(200);
        assertThat(server.request()
                        .get("/111111111111/q?Action=GetQueueAttributes&AttributeName.1=QueueArn")
                        .asString())
                .contains("arn:aws:sqs:us-east-1:111111111111:q");
        assertThat(server.request()
                        .get("/111111111111/q?Action=GetQueueAttributes&AttributeName.1=QueueArn"
                                + "&QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Fq")
                        .asString())
                .contains("arn:aws:sqs:us-east-1:000000000000:q");
    }

    @Test
    void getForm_doesWhatTheFormDoes() {
        String path = "/000000000000/q?Version=2012-11-05&Action=";
        server.request().get(path + "SendMessage&MessageBody=a%20b").then().statusCode(200);
        assertThat(server.request().get(path + "ReceiveMessage").asString()).contains("<Body>a b</Body>");
        assertThat(server.request().get(path + "GetQueueUrl&QueueName=q").asString())
                .contains("/000000000000/q</QueueUrl>");
        Refusal.missing("MessageBody").checkXml(server.request().get(path + "SendMessage"));
        assertThat(server.request()
                        .get("/?Action=ListQueues&Version=2012-11-05&X-Amz-Credential=111111111111%2F20260101"
                                + "%2Fus-east-1%2Fsqs%2Faws4_request")
                        .asString())
                .contains("/111111111111/q</QueueUrl>")
                .doesNotContain("/000000000000/");
    }

    @ParameterizedTest
    @CsvSource({"CreateQueue, &QueueName=other", "ListQueues, ''"})
    void queueUrl_isNoEndpointOfTheService(String action, String parameters) {
        Refusal.plain(400, "InvalidAction", "The action " + action + " is not valid for this endpoint.")
                .checkXml(server.request().get("/000000000000/q?Version=2012-11-05&Action=" + action + parameters));
    }

    @Test
    void emptyRequestToAQueueUrl_isNoOperation() {
        Response answer = server.request().get("/000000000000/q");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString()).isEqualTo("<UnknownOperationException/>\n");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4566,,,,http://localhost:4566",
        "haar.internal,,,,http://haar.internal",
        "sqs.eu-west-1.localhost:4566,,,,http://sqs.eu-west-1.localhost:4566",
        "inner:80,outer.example,https,,https://outer.example",
        "inner:80,outer.example:8443,https,,https://outer.example:8443",
        "inner:80,'outer.example, proxy',https,443,https://outer.example",
        "inner:80,outer.example,http,8080,http://outer.example:8080",
        "inner:81,,https,,https://inner:81"
    })
    void urls_areMadeOfTheHostThatTheClientSees(String host, String outer, String proto, String port, String base) {
        RequestSpecification request = server.jsonRequest("GetQueueUrl")
                .header("Host", host)
                .header("Authorization", CREDENTIAL.formatted("test", "us-east-1"));
        Optional.ofNullable(outer).ifPresent(value -> request.header("X-Forwarded-Host", value));
        Optional.ofNullable(proto).ifPresent(value -> request.header("X-Forwarded-Proto", value));
        Optional.ofNullable(port).ifPresent(value -> request.header("X-Forwarded-Port", value));
        Response answer = request.body("{\"QueueName\":\"q\"}").post("/");
        assertThat(answer.jsonPath().getString("QueueUrl")).isEqualTo(base + "/000000000000/q");
    }

    @Test
    void configuredPublicUrl_goesBeforeAllHosts() {
        try (SqsServer configured = new SqsServer(config -> config.withPublicUrl(Optional.of("https://q.example/")))) {
            assertThat(configured.queue("q")).isEqualTo("https://q.example/000000000000/q");
        }
    }

    @Test
    void accountsAndRegions_haveQueuesOfTheirOwn() {
        for (String[] place : new String[][] {{"222222222222", "us-east-1"}, {"222222222222", "ap-south-1"}}) {
            signed(place[0], place[1])
                    .body("{\"QueueName\":\"own\"}")
                    .post("/")
                    .then()
                    .statusCode(200);
        }
        Response listed = server.jsonRequest("ListQueues")
                .header("Authorization", CREDENTIAL.formatted("222222222222", "ap-south-1"))
                .body("{}")
                .post("/");
        assertThat(listed.jsonPath().getList("QueueUrls")).hasSize(1);
        Refusal.own(400, "NonExistentQueue", "The specified queue does not exist.")
                .as("QueueDoesNotExist")
                .checkJson(server.json("GetQueueUrl", "{'QueueName':'own'}"));
        Response foreign = server.json("GetQueueUrl", "{'QueueName':'own','QueueOwnerAWSAccountId':'222222222222'}");
        assertThat(foreign.jsonPath().getString("QueueUrl")).endsWith("/222222222222/own");
    }

    @Test
    void messagesOfOneRegion_areNotThoseOfAnother() {
        server.json(
                        "SendMessage",
                        "{'QueueUrl':'https://sqs.eu-west-1.amazonaws.com/000000000000/q','MessageBody':'x'}")
                .then()
                .statusCode(200);
        assertThat(server.attribute(
                        "https://sqs.eu-west-1.amazonaws.com/000000000000/q", "ApproximateNumberOfMessages"))
                .isEqualTo("1");
        assertThat(server.attribute("http://localhost/111111111111/q", "ApproximateNumberOfMessages"))
                .isEqualTo("0");
    }
}
