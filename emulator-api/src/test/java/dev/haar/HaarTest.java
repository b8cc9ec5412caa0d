package dev.haar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.haar.api.HaarConfig;
import io.restassured.RestAssured;
import io.restassured.path.xml.XmlPath;
import io.restassured.specification.RequestSpecification;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole Haar as those see it who embed it: the operator surface and STS. */
class HaarTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Haar haar;

    @BeforeEach
    void start() {
        haar = Haar.builder()
                .account("111122223333")
                .region("eu-west-1")
                .mode(HaarConfig.Mode.STRICT)
                .clock(InstantSource.fixed(NOW))
                .start();
    }

    @AfterEach
    void stop() {
        haar.close();
    }

    private RequestSpecification request() {
        return RestAssured.given().baseUri(haar.endpoint().toString());
    }

    private XmlPath sts(int status, String accessKeyId, String... parameters) {
        RequestSpecification request = request().queryParam("Version", "2011-06-15");
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        if (accessKeyId != null) {
            request.header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/20260102/eu-west-1/sts/aws4_request, x");
        }
        return request.get("/").then().statusCode(status).extract().xmlPath();
    }

    @Test
    void manyRunSideBySide() {
        try (Haar other = Haar.start()) {
            assertThat(other.port()).isNotEqualTo(haar.port());
            assertThat(other.account()).isEqualTo("000000000000");
            assertThat(haar.account()).isEqualTo("111122223333");
        }
    }

    @Test
    void start_onATakenPortFails() {
        Haar.Builder builder = Haar.builder().port(haar.port());
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(builder::start);
    }

    @Test
    void close_twiceIsHarmless() {
        haar.close();
        haar.close();
    }

    @Test
    void health_isTold() {
        request()
                .get("/_haar/health")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("status", equalTo("ok"));
        request().get("/_haar/ready").then().statusCode(200).body("status", equalTo("ready"));
        request().get("/_localstack/health").then().statusCode(200).body("services.sts", equalTo("running"));
        request().get("/_localstack/init").then().statusCode(200).body("completed.READY", equalTo(true));
        request().get("/_localstack/init/ready").then().statusCode(200).body("completed", equalTo(true));
    }

    @Test
    void info_countsWhatIsBuilt() {
        request()
                .get("/_haar/info")
                .then()
                .statusCode(200)
                .body("services.sts.actions", hasItem("AssumeRole"))
                .body("services.sts.notImplemented", hasItem("GetFederationToken"));
    }

    @Test
    void operatorSurface_saysWhatIsNotThere() {
        request().get("/_haar/nothing").then().statusCode(404).body("error", containsString("/_haar/nothing"));
        request().get("/_haar").then().statusCode(404).body("error", containsString("nothing at /_haar"));
        request().post("/_haar/health").then().statusCode(405).body("error", containsString("POST"));
    }

    @Test
    void clock_isShownAndMoved() {
        request()
                .get("/_haar/clock")
                .then()
                .body("now", equalTo("2026-01-02T03:04:05Z"))
                .body("frozen", equalTo(false));
        request()
                .body("{\"freeze\":true,\"advance\":\"PT30S\"}")
                .post("/_haar/clock")
                .then()
                .statusCode(200)
                .body("now", equalTo("2026-01-02T03:04:35Z"))
                .body("frozen", equalTo(true));
        assertThat(haar.clock().now()).isEqualTo(NOW.plusSeconds(30));
        request()
                .body("{\"set\":\"2026-01-03T00:00:00Z\",\"unfreeze\":true}")
                .post("/_haar/clock")
                .then()
                .body("now", equalTo("2026-01-03T00:00:00Z"))
                .body("frozen", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"set\":\"2020-01-01T00:00:00Z\"}",
                "{\"set\":1}",
                "{\"advance\":\"-PT1S\"}",
                "{\"advance\":\"soon\"}",
                "{\"freeze\":false}",
                "{\"freeze\":true}{\"advance\":\"PT1S\"}",
                "{\"set\":\"+10000-01-01T00:00:00Z\"}",
                "{\"set\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"jump\":true}"
            })
    void clock_refusesWhatItCannotDo(String body) {
        request().body(body).post("/_haar/clock").then().statusCode(400);
        assertThat(haar.clock().now()).isEqualTo(NOW);
        assertThat(haar.clock().isFrozen()).isFalse();
    }

    @Test
    void reset_ofAnUnknownServiceIsRefused() {
        request().post("/_haar/reset?service=none").then().statusCode(400);
        request().post("/_haar/reset?service=sts").then().statusCode(200).body("reset", hasItem("sts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"services=sqs", "service=", "account", "service=sqs&region="})
    void reset_byAWordThatIsMisspelledOrEmpty_throwsNothingAway(String query) {
        haar.clock().advance(Duration.ofDays(1));
        request().post("/_haar/reset?" + query).then().statusCode(400);
        assertThat(haar.clock().now()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void reset_letsTheClockRunAgain() {
        haar.clock().advance(Duration.ofDays(1));
        request().post("/_haar/reset?account=111122223333").then().statusCode(200);
        assertThat(haar.clock().now()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        request().post("/_haar/reset").then().statusCode(200);
        assertThat(haar.clock().now()).isEqualTo(NOW);
        haar.clock().advance(Duration.ofDays(1));
        haar.reset();
        assertThat(haar.clock().now()).isEqualTo(NOW);
    }

    @Test
    void callerIdentity_isTheRootOfTheAccount() {
        XmlPath unsigned = sts(200, null, "Action", "GetCallerIdentity");
        assertThat(unsigned.getString("**.find { it.name() == 'Arn' }")).isEqualTo("arn:aws:iam::111122223333:root");
        XmlPath signed = sts(200, "444455556666", "Action", "GetCallerIdentity");
        assertThat(signed.getString("**.find { it.name() == 'Account' }")).isEqualTo("444455556666");
        String china = request()
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=444455556666/20260102/cn-north-1/sts/aws4_request")
                .get("/?Version=2011-06-15&Action=GetCallerIdentity")
                .asString();
        assertThat(china).contains("<Arn>arn:aws-cn:iam::444455556666:root</Arn>");
    }

    @Test
    void assumedRole_isWhoCallsFromThenOn() {
        XmlPath assumed = sts(
                200,
                null,
                "Action",
                "AssumeRole",
                "RoleArn",
                "arn:aws:iam::777788889999:role/path/demo",
                "RoleSessionName",
                "me",
                "DurationSeconds",
                "900");
        String key = assumed.getString("**.find { it.name() == 'AccessKeyId' }");
        assertThat(key).matches("ASIA[A-Z2-7]{16}");
        assertThat(assumed.getString("**.find { it.name() == 'Expiration' }")).isEqualTo("2026-01-02T03:19:05.000Z");
        XmlPath identity = sts(200, key, "Action", "GetCallerIdentity");
        assertThat(identity.getString("**.find { it.name() == 'Arn' }"))
                .isEqualTo("arn:aws:sts::777788889999:assumed-role/demo/me");
        assertThat(sts(200, null, "Action", "GetAccessKeyInfo", "AccessKeyId", key)
                        .getString("**.find { it.name() == 'Account' }"))
                .isEqualTo("777788889999");
        haar.reset();
        assertThat(sts(200, key, "Action", "GetCallerIdentity").getString("**.find { it.name() == 'Arn' }"))
                .isEqualTo("arn:aws:iam::777788889999:root");
    }

    @Test
    void sessionsOfARole_shareItsId() {
        String first = assumeDemo(null, "one").getString("**.find { it.name() == 'AssumedRoleId' }");
        String second = assumeDemo(null, "two").getString("**.find { it.name() == 'AssumedRoleId' }");
        assertThat(first).matches("AROA[A-Z2-7]{17}:one");
        assertThat(second).isEqualTo(first.replace(":one", ":two"));
    }

    @Test
    void chainedRole_lastsAnHourAtMost() {
        String key = assumeDemo(null, "one").getString("**.find { it.name() == 'AccessKeyId' }");
        XmlPath refusal = sts(
                400,
                key,
                "Action",
                "AssumeRole",
                "RoleArn",
                "arn:aws:iam::777788889999:role/demo",
                "RoleSessionName",
                "two",
                "DurationSeconds",
                "3601");
        assertThat(refusal.getString("ErrorResponse.Error.Code")).isEqualTo("ValidationError");
        assertThat(refusal.getString("ErrorResponse.Error.Message"))
                .isEqualTo("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                        + " chaining");
        assertThat(assumeDemo(key, "two").getString("**.find { it.name() == 'Arn' }"))
                .isEqualTo("arn:aws:sts::777788889999:assumed-role/demo/two");
    }

    @Test
    void sessionPolicy_thatIsNoJson_isMalformed() {
        XmlPath refusal = sts(
                400,
                null,
                "Action",
                "AssumeRole",
                "RoleArn",
                "arn:aws:iam::777788889999:role/demo",
                "RoleSessionName",
                "one",
                "Policy",
                "everything");
        assertThat(refusal.getString("ErrorResponse.Error.Code")).isEqualTo("MalformedPolicyDocument");
    }

    private XmlPath assumeDemo(String accessKeyId, String session) {
        return sts(
                200,
                accessKeyId,
                "Action",
                "AssumeRole",
                "RoleArn",
                "arn:aws:iam::777788889999:role/demo",
                "RoleSessionName",
                session);
    }

    @Test
    void sessionToken_isNotGivenForASession() {
        String key = sts(200, "444455556666", "Action", "GetSessionToken")
                .getString("**.find { it.name() == 'AccessKeyId' }");
        XmlPath refusal = sts(403, key, "Action", "GetSessionToken");
        assertThat(refusal.getString("ErrorResponse.Error.Code")).isEqualTo("AccessDenied");
        assertThat(refusal.getString("ErrorResponse.Error.Message"))
                .isEqualTo("Cannot call GetSessionToken with session credentials");
    }

    @Test
    void sessionToken_belongsToItsCaller() {
        XmlPath token = sts(200, "444455556666", "Action", "GetSessionToken");
        assertThat(token.getString("**.find { it.name() == 'Expiration' }")).isEqualTo("2026-01-02T15:04:05.000Z");
        String key = token.getString("**.find { it.name() == 'AccessKeyId' }");
        assertThat(sts(200, key, "Action", "GetCallerIdentity").getString("**.find { it.name() == 'Account' }"))
                .isEqualTo("444455556666");
    }

    @Test
    void foreignAccessKeys_meanTheDefaultAccount() {
        assertThat(sts(200, null, "Action", "GetAccessKeyInfo", "AccessKeyId", "ASIAQNZGKIQY56JQ7WML")
                        .getString("**.find { it.name() == 'Account' }"))
                .isEqualTo("111122223333");
    }

    @Test
    void constraints_areAnsweredInTheWordsOfAws() {
        XmlPath answer = sts(400, null, "Action", "AssumeRole", "RoleSessionName", "!");
        assertThat(answer.getString("ErrorResponse.Error.Code")).isEqualTo("ValidationError");
        assertThat(answer.getString("ErrorResponse.Error.Message"))
                .isEqualTo("3 validation errors detected: "
                        + "Value null at 'roleArn' failed to satisfy constraint: Member must not be null; "
                        + "Value '!' at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 2; "
                        + "Value '!' at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        assertThat(sts(400, null, "Action", "GetSessionToken", "DurationSeconds", "899")
                        .getString("ErrorResponse.Error.Message"))
                .isEqualTo("1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy "
                        + "constraint: Member must have value greater than or equal to 900");
    }

    @Test
    void sessionPolicies_areArns_andTenAtMost() {
        String role = "arn:aws:iam::444455556666:role/reader";
        List<String> request =
                new ArrayList<>(List.of("Action", "AssumeRole", "RoleArn", role, "RoleSessionName", "session"));
        for (int i = 1; i <= 10; i++) {
            request.addAll(List.of("PolicyArns.member." + i + ".arn", "arn:aws:iam::aws:policy/ReadOnly" + i));
        }
        sts(200, null, request.toArray(String[]::new));
        request.addAll(List.of("PolicyArns.member.11.arn", "ReadOnly"));
        assertThat(sts(400, null, request.toArray(String[]::new)).getString("ErrorResponse.Error.Message"))
                .startsWith("2 validation errors detected: ")
                .contains("at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to"
                        + " 10")
                .endsWith("Value 'ReadOnly' at 'policyArns.11.member.arn' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 20");
    }
}
