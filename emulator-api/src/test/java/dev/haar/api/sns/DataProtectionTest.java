package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data protection policies on the wire. */
class DataProtectionTest {
    private static final String TOPIC = SnsServer.ARN + "news";
    private static final String POLICY =
            "GetDataProtectionPolicyResponse.GetDataProtectionPolicyResult.DataProtectionPolicy";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
        server.call("CreateTopic", "Name", "news").then().statusCode(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String policy(String direction, String operation) {
        return "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Statement\":[{\"DataDirection\":\"" + direction
                + "\",\"Principal\":[\"*\"],\"DataIdentifier\":"
                + "[\"arn:aws:dataprotection::aws:data-identifier/EmailAddress\"],\"Operation\":" + operation + "}]}";
    }

    private void protect(String policy) {
        server.call("PutDataProtectionPolicy", "ResourceArn", TOPIC, "DataProtectionPolicy", policy)
                .then()
                .statusCode(200);
    }

    private void subscribe() {
        server.call("Subscribe", "TopicArn", TOPIC, "Protocol", "sms", "Endpoint", "+15550100")
                .then()
                .statusCode(200);
    }

    private List<String> delivered() {
        return server.get("/_haar/sns/outbox").jsonPath().getList("messages.body");
    }

    @Test
    void policy_isKeptAndTakenAway() {
        String policy = policy("Inbound", "{\"Deny\":{}}");
        protect(policy);
        server.call("GetDataProtectionPolicy", "ResourceArn", TOPIC).then().body(POLICY, equalTo(policy));
        assertThat(server.call("GetTopicAttributes", "TopicArn", TOPIC).asString())
                .doesNotContain("DataProtection");
        protect("");
        assertThat(server.call("GetDataProtectionPolicy", "ResourceArn", TOPIC).asString())
                .doesNotContain("<DataProtectionPolicy>");
        server.call("CreateTopic", "Name", "second", "DataProtectionPolicy", policy)
                .then()
                .statusCode(200);
        server.call("GetDataProtectionPolicy", "ResourceArn", SnsServer.ARN + "second")
                .then()
                .body(POLICY, equalTo(policy));
    }

    @Test
    void policyThatIsNone_isAnInvalidParameter_andTopicThatIsNot_isNotFound() {
        server.call("PutDataProtectionPolicy", "ResourceArn", TOPIC, "DataProtectionPolicy", "{}")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidParameter"));
        server.call("CreateTopic", "Name", "second", "DataProtectionPolicy", "no")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidParameter"));
        server.call("GetDataProtectionPolicy", "ResourceArn", SnsServer.ARN + "second")
                .then()
                .statusCode(404)
                .body("ErrorResponse.Error.Code", equalTo("NotFound"));
    }

    @Test
    void inboundDeny_isAnAuthorizationError() {
        subscribe();
        protect(policy("Inbound", "{\"Deny\":{}}"));
        server.call("Publish", "TopicArn", TOPIC, "Message", "write to jane@example.com")
                .then()
                .statusCode(403)
                .body("ErrorResponse.Error.Code", equalTo("AuthorizationError"));
        server.call("Publish", "TopicArn", TOPIC, "Message", "write to nobody")
                .then()
                .statusCode(200);
        assertThat(delivered()).containsExactly("write to nobody");
    }

    @Test
    void mask_changesWhatSubscribersGet() {
        subscribe();
        protect(policy("Inbound", "{\"Deidentify\":{\"MaskConfig\":{\"MaskWithCharacter\":\"*\"}}}"));
        server.call("Publish", "TopicArn", TOPIC, "Message", "write to jane@example.com")
                .then()
                .statusCode(200);
        assertThat(delivered()).containsExactly("write to ****************");
    }

    @Test
    void redactingAll_leavesNoMessage() {
        protect(policy("Inbound", "{\"Deidentify\":{\"RedactConfig\":{}}}"));
        server.call("Publish", "TopicArn", TOPIC, "Message", "jane@example.com")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidParameter"));
    }

    @Test
    void outboundDeny_isInTheDeliveryLog() {
        subscribe();
        protect(policy("Outbound", "{\"Deny\":{}}"));
        server.call("Publish", "TopicArn", TOPIC, "Message", "write to jane@example.com")
                .then()
                .statusCode(200);
        assertThat(delivered()).isEmpty();
        Map<String, Object> attempt =
                server.get("/_haar/sns/deliveries").jsonPath().getMap("deliveries[0]");
        assertThat(attempt).containsEntry("outcome", "FAILED").containsEntry("status", 403);
        assertThat((String) attempt.get("answer"))
                .startsWith(
                        "The topic's data protection policy prohibits this message from being delivered to " + TOPIC);
    }

    @Test
    void audit_isTold() {
        protect(policy(
                "Inbound",
                "{\"Audit\":{\"SampleRate\":\"99\",\"FindingsDestination\":{\"S3\":{\"Bucket\":\"b\"}},"
                        + "\"NoFindingsDestination\":{\"S3\":{\"Bucket\":\"b\"}}}}"));
        for (int i = 0; i < 20; i++) {
            server.call("Publish", "TopicArn", TOPIC, "Message", "to jane@example.com")
                    .then()
                    .statusCode(200);
        }
        server.get("/_haar/sns/findings?limit=1")
                .then()
                .body("findings", hasSize(1))
                .body("findings[0].resourceArn", equalTo(TOPIC))
                .body("findings[0].callerPrincipal", startsWith("arn:aws:iam::000000000000:"))
                .body("findings[0].dataIdentifiers[0].name", equalTo("EmailAddress"))
                .body("findings[0].dataIdentifiers[0].detections[0].start", equalTo(3));
    }
}
