package dev.haar.api.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Amazon SNS over a restart. */
class TopicsKeptTest extends OverARestart {
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

    private String sns(String action, String result, String... parameters) {
        return haar.query(action, parameters(parameters)).getString(action + "Response." + action + "Result." + result);
    }

    private void keeps(String action, String... parameters) {
        haar.keepsQuery(action, parameters(parameters));
    }

    private static Map<String, String> parameters(String... parameters) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return map;
    }

    private String outbox() {
        return RestAssured.get(haar.haar().endpoint() + "/_haar/sns/outbox").asString();
    }

    @Test
    void topicsAndSubscriptions() {
        String topic = sns(
                "CreateTopic",
                "TopicArn",
                "Name",
                "kept",
                "Attributes.entry.1.key",
                "DisplayName",
                "Attributes.entry.1.value",
                "Kept",
                "Tags.member.1.Key",
                "a",
                "Tags.member.1.Value",
                "b");
        sns(
                "AddPermission",
                "",
                "TopicArn",
                topic,
                "Label",
                "l",
                "AWSAccountId.member.1",
                "111122223333",
                "ActionName.member.1",
                "Publish");
        sns("TagResource", "", "ResourceArn", topic, "Tags.member.1.Key", "c", "Tags.member.1.Value", "d");
        haar.json("AmazonSQS.CreateQueue", "{'QueueName':'q'}");
        String subscription = sns(
                "Subscribe",
                "SubscriptionArn",
                "TopicArn",
                topic,
                "Protocol",
                "sqs",
                "Endpoint",
                QUEUE,
                "Attributes.entry.1.key",
                "FilterPolicy",
                "Attributes.entry.1.value",
                "{\"kind\":[\"wanted\"]}",
                "Attributes.entry.2.key",
                "RawMessageDelivery",
                "Attributes.entry.2.value",
                "true",
                "Attributes.entry.3.key",
                "RedrivePolicy",
                "Attributes.entry.3.value",
                "{\"deadLetterTargetArn\":\"" + QUEUE + "\"}");
        sns("Subscribe", "SubscriptionArn", "TopicArn", topic, "Protocol", "email", "Endpoint", "a@example.com");
        keeps("GetTopicAttributes", "TopicArn", topic);
        keeps("ListTagsForResource", "ResourceArn", topic);
        keeps("GetSubscriptionAttributes", "SubscriptionArn", subscription);
        keeps("ListSubscriptions");
        keeps("ListSubscriptionsByTopic", "TopicArn", topic);
        keeps("ListTopics");
        haar.restart();
        Matcher token = Pattern.compile("Token[^0-9a-f]+([0-9a-f]{32,})").matcher(outbox());
        assertThat(token.find()).as(outbox()).isTrue();
        assertThat(sns("ConfirmSubscription", "SubscriptionArn", "TopicArn", topic, "Token", token.group(1)))
                .startsWith(topic + ":");
        sns("Publish", "MessageId", "TopicArn", topic, "Message", "no");
        sns(
                "Publish",
                "MessageId",
                "TopicArn",
                topic,
                "Message",
                "yes",
                "MessageAttributes.entry.1.Name",
                "kind",
                "MessageAttributes.entry.1.Value.DataType",
                "String",
                "MessageAttributes.entry.1.Value.StringValue",
                "wanted");
        List<String> bodies = haar.json("AmazonSQS.ReceiveMessage", "{'QueueUrl':'q','MaxNumberOfMessages':10}")
                .getList("Messages.Body");
        assertThat(bodies).containsExactly("yes");
    }

    @Test
    void mobilePushAndTextMessages() {
        String application = sns(
                "CreatePlatformApplication",
                "PlatformApplicationArn",
                "Name",
                "app",
                "Platform",
                "GCM",
                "Attributes.entry.1.key",
                "PlatformCredential",
                "Attributes.entry.1.value",
                "secret");
        String endpoint = sns(
                "CreatePlatformEndpoint",
                "EndpointArn",
                "PlatformApplicationArn",
                application,
                "Token",
                "device-token",
                "CustomUserData",
                "mine");
        sns(
                "SetEndpointAttributes",
                "",
                "EndpointArn",
                endpoint,
                "Attributes.entry.1.key",
                "Enabled",
                "Attributes.entry.1.value",
                "false");
        sns(
                "SetSMSAttributes",
                "",
                "attributes.entry.1.key",
                "DefaultSMSType",
                "attributes.entry.1.value",
                "Transactional");
        sns("CreateSMSSandboxPhoneNumber", "", "PhoneNumber", "+15555550100");
        RestAssured.post(haar.haar().endpoint() + "/_haar/sns/opted-out/+15555550101")
                .then()
                .statusCode(200);
        keeps("GetPlatformApplicationAttributes", "PlatformApplicationArn", application);
        keeps("GetEndpointAttributes", "EndpointArn", endpoint);
        keeps("ListPlatformApplications");
        keeps("ListEndpointsByPlatformApplication", "PlatformApplicationArn", application);
        keeps("GetSMSAttributes");
        keeps("GetSMSSandboxAccountStatus");
        keeps("ListSMSSandboxPhoneNumbers");
        keeps("ListPhoneNumbersOptedOut");
        keeps("CheckIfPhoneNumberIsOptedOut", "phoneNumber", "+15555550101");
        haar.restart();
        Matcher password = Pattern.compile("\\b([0-9]{6})\\b").matcher(outbox());
        assertThat(password.find()).as(outbox()).isTrue();
        sns("VerifySMSSandboxPhoneNumber", "", "PhoneNumber", "+15555550100", "OneTimePassword", password.group(1));
    }
}
