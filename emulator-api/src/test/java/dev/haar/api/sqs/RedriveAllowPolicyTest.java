package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose dead-letter queue a queue may be. */
class RedriveAllowPolicyTest {
    private static final String PERMITS_ALL = "{\\'Statement\\':"
            + "[{\\'Effect\\':\\'Allow\\',\\'Principal\\':\\'*\\',\\'Action\\':\\'sqs:SendMessage\\'}]}";

    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    private SqsServer server;
    private String deadLetters;

    @BeforeEach
    void start() {
        server = new SqsServer();
        deadLetters = server.queue("dead");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'redrivePermission':'allowAll'}|200",
                "{'redrivePermission':'denyAll'}|400",
                "{'redrivePermission':'byQueue','sourceQueueArns':['" + ARN + "source']}|200",
                "{'redrivePermission':'byQueue','sourceQueueArns':['" + ARN + "another']}|400"
            })
    void policy_decidesWhoMaySendDeadLetters(String policy, int status) {
        allow(policy).then().statusCode(200);
        assertThat(server.attribute(deadLetters, "RedriveAllowPolicy")).isEqualTo(policy.replace('\'', '"'));
        Response answer = server.json(
                "CreateQueue",
                "{'QueueName':'source','Attributes':{'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + ARN
                        + "dead\\',\\'maxReceiveCount\\':1}'}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.header("x-amzn-query-error")).isEqualTo("InvalidParameterValue;Sender");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'redrivePermission':'other'}",
                "{'redrivePermission':1}",
                "{'redrivePermission':'byQueue'}",
                "{'redrivePermission':'byQueue','sourceQueueArns':[]}",
                "{'redrivePermission':'byQueue','sourceQueueArns':['x']}",
                "{'redrivePermission':'byQueue','sourceQueueArns':[null]}",
                "{'redrivePermission':'byQueue','sourceQueueArns':'" + ARN + "source'}",
                "{'redrivePermission':'allowAll','sourceQueueArns':['" + ARN + "source']}"
            })
    void badPolicy_isRefused(String policy) {
        Response answer = allow(policy);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("InvalidParameterValue;Sender");
        assertThat(server.attribute(deadLetters, "RedriveAllowPolicy")).isNull();
    }

    @Test
    void moreThanTenSources_areRefused() {
        String sources = ("'" + ARN + "s',").repeat(11);
        allow("{'redrivePermission':'byQueue','sourceQueueArns':[" + sources.substring(0, sources.length() - 1) + "]}")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"})
    void emptyValue_takesTheAttributeAway(String name) {
        allow("{'redrivePermission':'denyAll'}");
        server.queue("target");
        server.json(
                        "SetQueueAttributes",
                        "{'QueueUrl':'%s','Attributes':{'Policy':'%s','KmsMasterKeyId':'k','RedrivePolicy':"
                                + "'{\\'deadLetterTargetArn\\':\\'" + ARN + "target\\',\\'maxReceiveCount\\':1}'}}",
                        deadLetters,
                        PERMITS_ALL)
                .then()
                .statusCode(200);
        assertThat(server.attribute(deadLetters, name)).isNotNull();
        server.json("SetQueueAttributes", "{'QueueUrl':'%s','Attributes':{'%s':''}}", deadLetters, name)
                .then()
                .statusCode(200);
        assertThat(server.attribute(deadLetters, name)).isNull();
    }

    @Test
    void kmsKey_putsSqsOwnEncryptionOff() {
        server.json("SetQueueAttributes", "{'QueueUrl':'%s','Attributes':{'KmsMasterKeyId':'k'}}", deadLetters);
        assertThat(server.attribute(deadLetters, "SqsManagedSseEnabled")).isEqualTo("false");
        assertThat(server.attribute(deadLetters, "KmsDataKeyReusePeriodSeconds"))
                .isEqualTo("300");
    }

    private Response allow(String policy) {
        return server.json(
                "SetQueueAttributes",
                "{'QueueUrl':'%s','Attributes':{'RedriveAllowPolicy':'%s'}}",
                deadLetters,
                policy.replace("'", "\\'"));
    }
}
