package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opting out and in, and the SMS sandbox, over the wire. */
class PhoneNumberActionsTest {
    private static final String ADA = "+15550100";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String isOptedOut() {
        return server.call("CheckIfPhoneNumberIsOptedOut", "phoneNumber", ADA)
                .xmlPath()
                .getString("**.find { it.name() == 'isOptedOut' }");
    }

    @Test
    void telephone_thatAnsweredStop_getsNothingUntilItIsOptedIn() {
        assertThat(isOptedOut()).isEqualTo("false");
        server.post("/_haar/sns/opted-out/" + ADA);
        assertThat(isOptedOut()).isEqualTo("true");
        assertThat(server.call("ListPhoneNumbersOptedOut").asString()).contains(ADA);
        Response refused = server.call("Publish", "PhoneNumber", ADA, "Message", "hello");
        assertThat(refused.xmlPath().getString("ErrorResponse.Error.Message"))
                .isEqualTo("Invalid parameter: PhoneNumber Reason: +15550100 is opted out");
        assertThat(server.call("OptInPhoneNumber", "phoneNumber", ADA).statusCode())
                .isEqualTo(200);
        assertThat(server.call("Publish", "PhoneNumber", ADA, "Message", "hello")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void textMessages_areShownAsMigrantsExpect() {
        server.call("Publish", "PhoneNumber", ADA, "Message", "one");
        server.call("CreateTopic", "Name", "news");
        server.call("Subscribe", "TopicArn", SnsServer.ARN + "news", "Protocol", "sms", "Endpoint", ADA);
        server.call("Publish", "TopicArn", SnsServer.ARN + "news", "Message", "two", "Subject", "greeting");
        JsonPath all = server.get("/_aws/sns/sms-messages").jsonPath();
        assertThat(all.getString("region")).isEqualTo("us-east-1");
        String ofAda = "sms_messages.'" + ADA + "'";
        assertThat(all.getList(ofAda + ".Message")).containsExactly("one", "two");
        assertThat(all.getList(ofAda + ".TopicArn")).containsExactly(null, SnsServer.ARN + "news");
        assertThat(all.getString(ofAda + "[1].PhoneNumber")).isEqualTo(ADA);
        assertThat(server.get("/_aws/sns/sms-messages?phoneNumber=%2B15550199")
                        .jsonPath()
                        .getList("sms_messages.'+15550199'"))
                .isEmpty();
        assertThat(server.get("/_aws/sns/sms-messages?accountId=111122223333&region=eu-west-1")
                        .jsonPath()
                        .getList(ofAda + ".Message"))
                .containsExactly("one");
    }

    @Test
    void sandboxNumber_isVerifiedByThePasswordInTheOutbox() {
        assertThat(server.call("CreateSMSSandboxPhoneNumber", "PhoneNumber", ADA)
                        .statusCode())
                .isEqualTo(200);
        String message = server.get("/_haar/sns/outbox?protocol=sms").jsonPath().getString("messages[0].body");
        String password = message.replaceAll("\\D", "");
        assertThat(server.call("ListSMSSandboxPhoneNumbers").asString()).contains(ADA, "Pending");
        assertThat(server.call("VerifySMSSandboxPhoneNumber", "PhoneNumber", ADA, "OneTimePassword", password)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.call("ListSMSSandboxPhoneNumbers").asString()).contains("Verified");
        Response early = server.call("DeleteSMSSandboxPhoneNumber", "PhoneNumber", ADA);
        assertThat(early.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo("UserError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+9411223344667788990", "123456789"})
    void sandbox_takesNumbersThatAreNotOfE164(String number) {
        assertThat(server.call("CreateSMSSandboxPhoneNumber", "PhoneNumber", number)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.call("DeleteSMSSandboxPhoneNumber", "PhoneNumber", number)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void account_isNotInTheSandbox_andHasNoNumbersOfItsOwn() {
        assertThat(server.call("GetSMSSandboxAccountStatus").asString()).contains("<IsInSandbox>false</IsInSandbox>");
        assertThat(server.call("ListOriginationNumbers").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CheckIfPhoneNumberIsOptedOut|||400|ValidationError",
                "CheckIfPhoneNumberIsOptedOut|phoneNumber|nobody|400|InvalidParameter",
                "OptInPhoneNumber|phoneNumber|nobody|400|InvalidParameter",
                "CreateSMSSandboxPhoneNumber|PhoneNumber|nobody|400|ValidationError",
                "DeleteSMSSandboxPhoneNumber|PhoneNumber|+15550199|404|ResourceNotFound",
                "ListSMSSandboxPhoneNumbers|MaxResults|101|400|ValidationError",
                "ListOriginationNumbers|MaxResults|31|400|ValidationError"
            })
    void badInput_isRefused(String action, String parameter, String value, int status, String code) {
        Response answer = parameter == null ? server.call(action) : server.call(action, parameter, value);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo(code);
    }
}
