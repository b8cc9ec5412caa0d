package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Platform applications, their endpoints and the settings of text messages, as AWS was seen to answer. */
class MobileActionsTest {
    private static final String APP = SnsServer.ARN + "app/ADM/shop";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response create(String name, String platform, String... attributes) {
        return server.call("CreatePlatformApplication", with(attributes, "Name", name, "Platform", platform));
    }

    private String endpoint(String... attributes) {
        create("shop", "ADM", "PlatformPrincipal", "id", "PlatformCredential", "secret");
        Response answer = server.call(
                "CreatePlatformEndpoint", with(attributes, "PlatformApplicationArn", APP, "Token", "token"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.xmlPath().getString("CreatePlatformEndpointResponse.CreatePlatformEndpointResult.EndpointArn");
    }

    private static String[] with(String[] attributes, String... parameters) {
        return SnsServer.with("Attributes", attributes, parameters);
    }

    @Test
    void application_isListedWithoutItsCredentials() {
        create("shop", "ADM", "PlatformPrincipal", "id", "PlatformCredential", "secret");
        Response listed = server.call("ListPlatformApplications");
        assertThat(listed.asString()).contains(APP, "Enabled").doesNotContain("secret", "Principal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "shop|AAA|Platform Reason: AAA is not supported",
                "``|ADM| Reason: cannot be empty",
                "@name|ADM|@name Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'"
            })
    void nameAndPlatform_areChecked(String name, String platform, String reason) {
        Response answer = create(name, platform, "PlatformPrincipal", "id", "PlatformCredential", "secret");
        String message = name.isEmpty() ? "Invalid parameter:  " + reason.strip() : "Invalid parameter: " + reason;
        SnsServer.refused(answer, 400, "InvalidParameter", message);
        assertThat(server.call("ListPlatformApplications").asString()).doesNotContain("PlatformApplicationArn");
    }

    @Test
    void name_hasAtMost256Characters() {
        String name = "a".repeat(257);
        SnsServer.refused(
                create(name, "ADM", "PlatformPrincipal", "id", "PlatformCredential", "secret"),
                400,
                "InvalidParameter",
                "Invalid parameter: " + name + " Reason: must be at most 256 characters long");
    }

    @Test
    void credentials_comeInPairs_exceptFirebases() {
        String attributes = "Invalid parameter: Attributes Reason: ";
        SnsServer.refused(
                create("shop", "ADM", "PlatformPrincipal", "id"),
                400,
                "InvalidParameter",
                attributes + "PlatformPrincipal attribute provided without PlatformCredential");
        SnsServer.refused(
                create("shop", "ADM", "PlatformCredential", "secret"),
                400,
                "InvalidParameter",
                attributes + "PlatformCredential attribute provided without PlatformPrincipal");
        SnsServer.refused(
                create("shop", "ADM"),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'attributes' failed to satisfy constraint:"
                        + " Member must not be null");
        assertThat(create("shop", "GCM", "PlatformCredential", "key").statusCode())
                .isEqualTo(200);
    }

    @Test
    void createApplication_twiceIsOne_unlessItDiffers() {
        String[] made = {"PlatformPrincipal", "id", "PlatformCredential", "secret", "SuccessFeedbackSampleRate", "5"};
        assertThat(create("shop", "ADM", made).statusCode()).isEqualTo(200);
        assertThat(create("shop", "ADM", made).statusCode()).isEqualTo(200);
        SnsServer.refused(
                create("shop", "ADM", "PlatformPrincipal", "id", "PlatformCredential", "secret"),
                400,
                "InvalidParameter",
                "Invalid parameter: Name Reason: An application with the same name but different properties already"
                        + " exists");
        made[5] = "101";
        SnsServer.refused(
                create("shop", "ADM", made),
                400,
                "InvalidParameter",
                "Invalid parameter: Attributes Reason: Invalid value for attribute: SuccessFeedbackSampleRate: 101 value"
                        + " provided is not an integer between 0-100");
    }

    @Test
    void arns_areChecked() {
        SnsServer.refused(
                server.call("GetPlatformApplicationAttributes", "PlatformApplicationArn", "invalid-arn"),
                400,
                "InvalidParameter",
                "Invalid parameter: PlatformApplicationArn Reason: An ARN must have at least 6 elements, not 1");
        for (String broken : List.of("app", "app/ADM", "app/ADM/a/b", "endpoint/ADM/a", "")) {
            Response answer =
                    server.call("GetPlatformApplicationAttributes", "PlatformApplicationArn", SnsServer.ARN + broken);
            assertThat(answer.statusCode()).as(broken).isEqualTo(400);
        }
        SnsServer.refused(
                server.call(
                        "SetPlatformApplicationAttributes",
                        with(
                                new String[] {"PlatformPrincipal", "id"},
                                "PlatformApplicationArn",
                                SnsServer.ARN + "app/ADM/none")),
                404,
                "NotFound",
                "PlatformApplication does not exist");
        SnsServer.refused(
                server.call("GetEndpointAttributes", "EndpointArn", SnsServer.ARN + "endpoint/ADM/none/1"),
                404,
                "NotFound",
                "Endpoint does not exist");
    }

    @Test
    void createEndpoint_twiceIsOne_unlessItDiffers() {
        String first = endpoint();
        assertThat(endpoint()).isEqualTo(first);
        SnsServer.refused(
                server.call(
                        "CreatePlatformEndpoint",
                        with(new String[] {"Enabled", "false"}, "PlatformApplicationArn", APP, "Token", "token")),
                400,
                "InvalidParameter",
                "Invalid parameter: Token Reason: Endpoint " + first
                        + " already exists with the same Token, but different attributes.");
    }

    @Test
    void customUserData_amongTheAttributesWins() {
        create("shop", "ADM", "PlatformPrincipal", "id", "PlatformCredential", "secret");
        String arn = server.call(
                        "CreatePlatformEndpoint",
                        with(
                                new String[] {"CustomUserData", "attribute"},
                                "PlatformApplicationArn",
                                APP,
                                "Token",
                                "token",
                                "CustomUserData",
                                "parameter"))
                .xmlPath()
                .getString("CreatePlatformEndpointResponse.CreatePlatformEndpointResult.EndpointArn");
        assertThat(server.call("GetEndpointAttributes", "EndpointArn", arn).asString())
                .contains("attribute")
                .doesNotContain("parameter");
    }

    @ParameterizedTest
    @CsvSource({"PlatformCredential", "InvalidKey"})
    void endpoint_hasNoOtherAttributes(String name) {
        String message = "Invalid parameter: Attributes Reason: Invalid attribute name: " + name;
        String arn = endpoint();
        String[] given = {name, "value"};
        SnsServer.refused(
                server.call("SetEndpointAttributes", with(given, "EndpointArn", arn)),
                400,
                "InvalidParameter",
                message);
        SnsServer.refused(
                server.call("CreatePlatformEndpoint", with(given, "PlatformApplicationArn", APP, "Token", "other")),
                400,
                "InvalidParameter",
                message);
    }

    @Test
    void customUserData_hasAtMost2048Bytes() {
        String arn = endpoint();
        String[] fits = {"CustomUserData", "ä".repeat(1024)};
        assertThat(server.call("SetEndpointAttributes", with(fits, "EndpointArn", arn))
                        .statusCode())
                .isEqualTo(200);
        SnsServer.refused(
                server.call(
                        "SetEndpointAttributes",
                        with(new String[] {"CustomUserData", "ä".repeat(1024) + "a"}, "EndpointArn", arn)),
                400,
                "InvalidParameter",
                "Invalid parameter: Attributes Reason: Invalid value for attribute: CustomUserData:"
                        + " must be at most 2048 bytes long in UTF-8 encoding");
    }

    @Test
    void device_getsABodyForItsPlatform_orTheDefault() {
        String arn = endpoint();
        String[] publish = {"TargetArn", arn, "MessageStructure", "json", "Message"};
        assertThat(server.call("Publish", and(publish, "{\"ADM\":\"for its platform\"}"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.call("Publish", and(publish, "{\"default\":\"for all\"}"))
                        .statusCode())
                .isEqualTo(200);
        SnsServer.refused(
                server.call("Publish", and(publish, "{\"GCM\":\"for others\"}")),
                400,
                "InvalidParameter",
                "Invalid parameter: JSON must contain an entry for 'default' or 'ADM'.");
        assertThat(server.get("/_haar/sns/outbox").jsonPath().getList("messages.body"))
                .isEqualTo(List.of("for all", "for its platform"));
        SnsServer.refused(
                server.call("Publish", "TargetArn", arn, "Message", "x".repeat(262_145)),
                400,
                "InvalidParameter",
                "Invalid parameter: Message too long");
    }

    private static String[] and(String[] parameters, String last) {
        String[] all = Arrays.copyOf(parameters, parameters.length + 1);
        all[parameters.length] = last;
        return all;
    }

    @Test
    void disabledDevice_isNotPublishedTo() {
        String arn = endpoint("Enabled", "false");
        SnsServer.refused(
                server.call("Publish", "TargetArn", arn, "Message", "hello"),
                400,
                "EndpointDisabled",
                "Endpoint is disabled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone|Application endpoint arn invalid:phone",
                SnsServer.ARN + "news|Application endpoint arn invalid:" + SnsServer.ARN + "news",
                SnsServer.ARN + "endpoint/ADM/shop/none|Endpoint Reason: Endpoint does not exist for endpoint arn "
                        + SnsServer.ARN + "endpoint/ADM/shop/none"
            })
    void subscribe_wantsADeviceThatIsThere(String endpoint, String reason) {
        server.call("CreateTopic", "Name", "news");
        SnsServer.refused(
                server.call(
                        "Subscribe",
                        "TopicArn",
                        SnsServer.ARN + "news",
                        "Protocol",
                        "application",
                        "Endpoint",
                        endpoint),
                400,
                "InvalidParameter",
                "Invalid parameter: " + reason);
    }

    @Test
    void deletedApplication_takesItsEndpointsAlong() {
        String arn = endpoint();
        server.call("DeletePlatformApplication", "PlatformApplicationArn", APP);
        SnsServer.refused(
                server.call("ListEndpointsByPlatformApplication", "PlatformApplicationArn", APP),
                404,
                "NotFound",
                "PlatformApplication does not exist");
        assertThat(server.call("DeleteEndpoint", "EndpointArn", arn).statusCode())
                .isEqualTo(200);
    }

    @Test
    void smsAttributes_beginWithTheSpendLimit_andAreSelected() {
        assertThat(server.call("GetSMSAttributes").asString()).contains("MonthlySpendLimit");
        server.call(
                "SetSMSAttributes",
                "attributes.entry.1.key",
                "DefaultSMSType",
                "attributes.entry.1.value",
                "Promotional");
        assertThat(server.call("GetSMSAttributes", "attributes.member.1", "DefaultSMSType")
                        .asString())
                .contains("Promotional")
                .doesNotContain("MonthlySpendLimit");
    }

    @ParameterizedTest
    @CsvSource({
        "DefaultSMSType,Loud",
        "MonthlySpendLimit,1000",
        "DeliveryStatusSuccessSamplingRate,101",
        "DeliveryStatusIAMRole,role",
        "Nothing,1"
    })
    void smsAttributes_areChecked(String name, String value) {
        SnsServer.refused(
                server.call("SetSMSAttributes", "attributes.entry.1.key", name, "attributes.entry.1.value", value),
                400,
                "InvalidParameter",
                "Invalid parameter: " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "DefaultSenderID,12345,DefaultSenderID is invalid",
        "DefaultSenderID,twelveLetter,DefaultSenderID is invalid",
        "UsageReportS3Bucket,Upper,Invalid parameter: UsageReportS3Bucket Reason: The bucket you provided does not exist"
    })
    void smsAttributes_areRefusedInWordsOfTheirOwn(String name, String value, String message) {
        SnsServer.refused(
                server.call("SetSMSAttributes", "attributes.entry.1.key", name, "attributes.entry.1.value", value),
                400,
                "InvalidParameter",
                message);
    }

    @ParameterizedTest
    @CsvSource({"+15--551234567", "NAA+15551234567", "+15551234567.", "/+15551234567"})
    void subscribe_takesPhoneNumbersOnly(String number) {
        server.call("CreateTopic", "Name", "news");
        SnsServer.refused(
                server.call("Subscribe", "TopicArn", SnsServer.ARN + "news", "Protocol", "sms", "Endpoint", number),
                400,
                "InvalidParameter",
                "Invalid SMS endpoint: " + number);
    }
}
