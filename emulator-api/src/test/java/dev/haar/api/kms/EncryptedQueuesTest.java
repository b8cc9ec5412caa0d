package dev.haar.api.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.api.HaarConfig;
import dev.haar.api.sse.Traces;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues and topics whose messages are encrypted under keys of KMS's. */
class EncryptedQueuesTest {
    private static final String BODY = "{\\\"patient\\\": 2911, \\\"medication\\\": 151}";
    private static final String CLEAR = "{\"patient\": 2911, \"medication\": 151}";

    private static String queue(KmsServer haar, String name, String key) {
        haar.sqs(
                        "CreateQueue",
                        "{'QueueName':'%s','Attributes':{'KmsMasterKeyId':'%s','KmsDataKeyReusePeriodSeconds':'60'}}",
                        name,
                        key)
                .then()
                .statusCode(200);
        return name;
    }

    private static Response send(KmsServer haar, String queue, String body) {
        return haar.sqs("SendMessage", "{'QueueUrl':'" + queue + "','MessageBody':'" + body + "'}");
    }

    private static List<String> receive(KmsServer haar, String queue) {
        Response answer = haar.sqs("ReceiveMessage", "{'QueueUrl':'%s','MaxNumberOfMessages':10}", queue);
        answer.then().statusCode(200);
        List<String> bodies = KmsServer.json(answer).getList("Messages.Body");
        return bodies == null ? List.of() : bodies;
    }

    private static String error(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.header("x-amzn-query-error") + " "
                + KmsServer.json(answer).getString("message");
    }

    private static String topic(KmsServer haar, String name, String key) {
        String answer = haar.sns("Action=CreateTopic&Name=" + name
                        + (key == null ? "" : "&Attributes.entry.1.key=KmsMasterKeyId&Attributes.entry.1.value=" + key))
                .asString();
        return answer.replaceAll("(?s).*<TopicArn>(.*?)</TopicArn>.*", "$1");
    }

    private static void subscribe(KmsServer haar, String topic, String queue, String attributes) {
        haar.sns("Action=Subscribe&Protocol=sqs&TopicArn=" + topic + "&Endpoint=arn:aws:sqs:us-east-1:000000000000:"
                        + queue + "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true"
                        + attributes)
                .then()
                .statusCode(200);
    }

    private static Response publish(KmsServer haar, String topic, String message) {
        return haar.sns("Action=Publish&TopicArn=" + topic + "&Message=" + message);
    }

    @Test
    void consumerReadsInClear_andNothingOfItStandsInTheFiles(@TempDir Path directory) throws Exception {
        try (KmsServer haar = new KmsServer(builder -> builder.data(directory))) {
            String key = haar.key();
            queue(haar, "records", key);
            JsonPath sent = KmsServer.json(send(haar, "records", BODY));
            haar.sqs("ReceiveMessage", "{'QueueUrl':'records','VisibilityTimeout':0}")
                    .then()
                    .statusCode(200);
            Response received = haar.sqs("ReceiveMessage", "{'QueueUrl':'records','VisibilityTimeout':0}");
            assertThat(KmsServer.json(received).getString("Messages[0].Body")).isEqualTo(CLEAR);
            assertThat(KmsServer.json(received).getString("Messages[0].MD5OfBody"))
                    .isEqualTo(sent.getString("MD5OfMessageBody"));
        }
        byte[] file = Files.readAllBytes(directory.resolve("haar.mv.db"));
        assertThat(Traces.of(CLEAR, file)).isEmpty();
        try (KmsServer haar = new KmsServer(builder -> builder.data(directory))) {
            assertThat(receive(haar, "records")).containsExactly(CLEAR);
        }
    }

    @Test
    void dataKey_isUsedAgainForItsPeriodAndThenReplaced() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            queue(haar, "q", key);
            send(haar, "q", "one");
            haar.haar().clock().advance(Duration.ofSeconds(59));
            send(haar, "q", "two");
            assertThat(haar.audit("?name=GenerateDataKey&resource=" + key).getList("Records"))
                    .hasSize(1);
            haar.haar().clock().advance(Duration.ofSeconds(1));
            send(haar, "q", "three");
            JsonPath calls = haar.audit("?name=GenerateDataKey&resource=" + key);
            assertThat(calls.getList("Records")).hasSize(2);
            assertThat(calls.getString("Records[0].userIdentity.invokedBy")).isEqualTo("sqs.amazonaws.com");
            assertThat(calls.getString("Records[0].requestParameters.encryptionContext.'aws:sqs:arn'"))
                    .isEqualTo("arn:aws:sqs:us-east-1:000000000000:q");
            assertThat(receive(haar, "q")).containsExactlyInAnyOrder("one", "two", "three");
        }
    }

    @Test
    void keyThatCannotBeUsed_isSqssError_andTheMessagesStay() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            queue(haar, "q", key);
            send(haar, "q", "one").then().statusCode(200);
            haar.ok("DisableKey", "{'KeyId':'%s'}", key);
            assertThat(error(send(haar, "q", "two")))
                    .startsWith("KMS.DisabledException;Sender arn:aws:kms:us-east-1:000000000000:key/" + key
                            + " is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException;");
            assertThat(error(haar.sqs("ReceiveMessage", "{'QueueUrl':'q'}"))).startsWith("KMS.DisabledException");
            assertThat(error(haar.sqs("SendMessageBatch", "{'QueueUrl':'q','Entries':[{'Id':'a','MessageBody':'x'}]}")))
                    .startsWith("KMS.DisabledException");
            haar.ok("EnableKey", "{'KeyId':'%s'}", key);
            Response received =
                    haar.sqs("ReceiveMessage", "{'QueueUrl':'q','AttributeNames':['ApproximateReceiveCount']}");
            assertThat(KmsServer.json(received).getString("Messages[0].Body")).isEqualTo("one");
            assertThat(KmsServer.json(received).getString("Messages[0].Attributes.ApproximateReceiveCount"))
                    .isEqualTo("1");
            haar.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", key);
            assertThat(error(send(haar, "q", "two"))).startsWith("KMS.InvalidStateException");
            assertThat(error(send(haar, queue(haar, "none", "alias/none"), "x")))
                    .startsWith(
                            "KMS.NotFoundException;Sender Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.");
            String signing = haar.key("'KeySpec':'ECC_NIST_P256','KeyUsage':'SIGN_VERIFY'");
            assertThat(error(send(haar, queue(haar, "signing", signing), "x")))
                    .startsWith("KMS.InvalidKeyUsageException");
        }
    }

    @Test
    void encryption_isNotRetroactive() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            haar.sqs("CreateQueue", "{'QueueName':'q'}");
            send(haar, "q", "clear");
            haar.sqs("SetQueueAttributes", "{'QueueUrl':'q','Attributes':{'KmsMasterKeyId':'%s'}}", key);
            send(haar, "q", "sealed");
            haar.sqs("SetQueueAttributes", "{'QueueUrl':'q','Attributes':{'KmsMasterKeyId':''}}");
            send(haar, "q", "clear again");
            haar.ok("DisableKey", "{'KeyId':'%s'}", key);
            assertThat(error(haar.sqs("ReceiveMessage", "{'QueueUrl':'q','MaxNumberOfMessages':10}")))
                    .startsWith("KMS.DisabledException");
            haar.ok("EnableKey", "{'KeyId':'%s'}", key);
            assertThat(receive(haar, "q")).containsExactlyInAnyOrder("clear", "sealed", "clear again");
        }
    }

    @Test
    void deadLetter_staysEncryptedAsItIs() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            haar.sqs("CreateQueue", "{'QueueName':'dead'}");
            queue(haar, "q", key);
            haar.sqs(
                            "SetQueueAttributes",
                            "{'QueueUrl':'q','Attributes':{'VisibilityTimeout':'0','RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'arn:aws:sqs:us-east-1:000000000000:dead\\',\\'maxReceiveCount\\':1}'}}")
                    .then()
                    .statusCode(200);
            send(haar, "q", "one");
            assertThat(receive(haar, "q")).containsExactly("one");
            assertThat(receive(haar, "q")).isEmpty();
            haar.ok("DisableKey", "{'KeyId':'%s'}", key);
            assertThat(error(haar.sqs("ReceiveMessage", "{'QueueUrl':'dead'}"))).startsWith("KMS.DisabledException");
            haar.ok("EnableKey", "{'KeyId':'%s'}", key);
            assertThat(receive(haar, "dead")).containsExactly("one");
        }
    }

    @Test
    void redrive_isUnderTheKeyOfTheNewQueue_andFailsIfAKeyCannotBeUsed() {
        try (KmsServer haar = new KmsServer()) {
            String old = haar.key();
            String other = haar.key();
            haar.sqs("CreateQueue", "{'QueueName':'dead'}");
            queue(haar, "q", old);
            queue(haar, "elsewhere", other);
            haar.sqs(
                            "SetQueueAttributes",
                            "{'QueueUrl':'q','Attributes':{'VisibilityTimeout':'0','RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'arn:aws:sqs:us-east-1:000000000000:dead\\',\\'maxReceiveCount\\':1}'}}")
                    .then()
                    .statusCode(200);
            send(haar, "q", "one");
            receive(haar, "q");
            receive(haar, "q");
            haar.ok("DisableKey", "{'KeyId':'%s'}", other);
            assertThat(moved(haar).getString("Results[0].FailureReason")).isEqualTo("KMS.DisabledException");
            haar.ok("EnableKey", "{'KeyId':'%s'}", other);
            assertThat(moved(haar).getString("Results[0].Status")).isEqualTo("COMPLETED");
            JsonPath calls = haar.audit("?name=GenerateDataKey&resource=" + other);
            assertThat(calls.getString("Records[0].requestParameters.encryptionContext.'aws:sqs:arn'"))
                    .isEqualTo("arn:aws:sqs:us-east-1:000000000000:elsewhere");
            haar.ok("DisableKey", "{'KeyId':'%s'}", old);
            assertThat(receive(haar, "elsewhere")).containsExactly("one");
        }
    }

    /** What became of a task that moves the dead letters elsewhere. */
    private static JsonPath moved(KmsServer haar) {
        String dead = "arn:aws:sqs:us-east-1:000000000000:dead";
        haar.sqs(
                        "StartMessageMoveTask",
                        "{'SourceArn':'%s','DestinationArn':'arn:aws:sqs:us-east-1:000000000000:elsewhere'}",
                        dead)
                .then()
                .statusCode(200);
        haar.haar().clock().advance(Duration.ofSeconds(1));
        return KmsServer.json(haar.sqs("ListMessageMoveTasks", "{'SourceArn':'%s'}", dead));
    }

    @Test
    void keyThatIsGone_isAccessDenied_toWhoReceivesUnderIt() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            queue(haar, "q", key);
            haar.sqs("SetQueueAttributes", "{'QueueUrl':'q','Attributes':{'MessageRetentionPeriod':'1209600'}}");
            send(haar, "q", "one");
            haar.ok("ScheduleKeyDeletion", "{'KeyId':'%s','PendingWindowInDays':7}", key);
            haar.haar().clock().advance(Duration.ofDays(7));
            assertThat(error(haar.sqs("ReceiveMessage", "{'QueueUrl':'q'}")))
                    .startsWith("KMS.AccessDeniedException;Sender The ciphertext refers to a customer master key that"
                            + " does not exist, does not exist in this region, or you are not allowed to access."
                            + " (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: ");
            assertThat(error(send(haar, "q", "two"))).startsWith("KMS.NotFoundException");
        }
    }

    @Test
    void managedKey_isMadeForTheFirstQueueThatNamesIt() {
        try (KmsServer haar = new KmsServer()) {
            queue(haar, "q", "alias/aws/sqs");
            send(haar, "q", "one").then().statusCode(200);
            assertThat(receive(haar, "q")).containsExactly("one");
            assertThat(haar.ok("ListAliases", "{}").getList("Aliases.AliasName"))
                    .containsExactly("alias/aws/sqs");
        }
    }

    @Test
    void largeBodiesAndBatches_areOpenedAsTheyWere() {
        try (KmsServer haar = new KmsServer()) {
            queue(haar, "q", haar.key());
            String large = new java.util.Random(1)
                    .ints(1_048_576, ' ' + 1, '~')
                    .filter(each -> each != '\'' && each != '"' && each != '\\' && each != '%')
                    .collect(StringBuilder::new, (text, each) -> text.append((char) each), StringBuilder::append)
                    .toString();
            send(haar, "q", large).then().statusCode(200);
            assertThat(receive(haar, "q")).containsExactly(large);
            haar.sqs(
                            "SendMessageBatch",
                            "{'QueueUrl':'q','Entries':[{'Id':'a','MessageBody':'\\u00e4'},{'Id':'b','MessageBody':'b'}]}")
                    .then()
                    .statusCode(200);
            assertThat(receive(haar, "q")).containsExactlyInAnyOrder("ä", "b");
        }
    }

    @Test
    void peek_showsWhatIsThere() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            queue(haar, "q", key);
            send(haar, "q", "one");
            String path = haar.haar().endpoint() + "/_haar/sqs/queues/q/messages";
            assertThat(KmsServer.json(io.restassured.RestAssured.get(path)).getString("messages[0].body"))
                    .isEqualTo("one");
            haar.ok("DisableKey", "{'KeyId':'%s'}", key);
            assertThat(KmsServer.json(io.restassured.RestAssured.get(path)).getString("messages[0].body"))
                    .isEmpty();
        }
    }

    @Test
    void topic_usesOneDataKeyForFiveMinutes_andAnswersSnssErrors() {
        try (KmsServer haar = new KmsServer()) {
            String key = haar.key();
            String topic = topic(haar, "t", key);
            publish(haar, topic, "one").then().statusCode(200);
            haar.haar().clock().advance(Duration.ofMinutes(5).minusMillis(1));
            publish(haar, topic, "two").then().statusCode(200);
            assertThat(haar.audit("?name=GenerateDataKey&invokedBy=sns.amazonaws.com")
                            .getList("Records"))
                    .hasSize(1);
            haar.haar().clock().advance(Duration.ofMillis(1));
            publish(haar, topic, "three").then().statusCode(200);
            assertThat(haar.audit("?name=GenerateDataKey&invokedBy=sns.amazonaws.com")
                            .getList("Records"))
                    .hasSize(2);
            haar.ok("DisableKey", "{'KeyId':'%s'}", key);
            Response refused = publish(haar, topic, "four");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("<Code>KMSDisabled</Code>", "is disabled. (Service: AWSKMS;");
            haar.ok("EnableKey", "{'KeyId':'%s'}", key);
            publish(haar, topic, "five").then().statusCode(200);
            assertThat(publish(haar, topic(haar, "none", "alias/none"), "x").asString())
                    .contains("<Code>KMSNotFound</Code>");
        }
    }

    @Test
    void encryptedQueueWhoseKeyDoesNotAdmitSns_getsNothing_inStrictMode() {
        try (KmsServer haar = new KmsServer(builder -> builder.mode(HaarConfig.Mode.STRICT))) {
            String key = haar.key();
            haar.sqs("CreateQueue", "{'QueueName':'dead'}");
            queue(haar, "q", key);
            for (String name : List.of("q", "dead")) {
                letSnsSend(haar, name);
            }
            String topic = topic(haar, "t", null);
            subscribe(
                    haar,
                    topic,
                    "q",
                    "&Attributes.entry.2.key=RedrivePolicy&Attributes.entry.2.value="
                            + "%7B%22deadLetterTargetArn%22%3A%22arn%3Aaws%3Asqs%3Aus-east-1%3A000000000000%3Adead%22%7D");
            publish(haar, topic, "lost").then().statusCode(200);
            assertThat(receive(haar, "q")).isEmpty();
            assertThat(receive(haar, "dead")).containsExactly("lost");
            JsonPath log =
                    KmsServer.json(io.restassured.RestAssured.get(haar.haar().endpoint() + "/_haar/sns/deliveries"));
            assertThat(log.getString("deliveries[0].outcome")).isEqualTo("DEAD_LETTERED");
            assertThat(log.getString("deliveries[0].answer"))
                    .startsWith(
                            "User: sns.amazonaws.com is not authorized to perform: kms:GenerateDataKey on resource: ")
                    .contains("Error Code: AccessDeniedException");
            JsonPath refused = haar.audit("?invokedBy=sns.amazonaws.com&resource=" + key);
            assertThat(refused.getString("Records[0].errorCode")).isEqualTo("AccessDeniedException");
            assertThat(refused.getString("Records[0].userIdentity.type")).isEqualTo("AWSService");
            admitSns(haar, key, topic);
            publish(haar, topic, "found").then().statusCode(200);
            assertThat(receive(haar, "q")).containsExactly("found");
            send(haar, "q", "direct").then().statusCode(200);
            assertThat(receive(haar, "q")).containsExactly("direct");
        }
    }

    /** Its policy cannot be changed, and it admits those of the account only. */
    @Test
    void queueUnderTheManagedKey_getsNothingFromSns_inStrictMode() {
        try (KmsServer haar = new KmsServer(builder -> builder.mode(HaarConfig.Mode.STRICT))) {
            queue(haar, "q", "alias/aws/sqs");
            letSnsSend(haar, "q");
            String topic = topic(haar, "t", "alias/aws/sns");
            subscribe(haar, topic, "q", "");
            publish(haar, topic, "lost").then().statusCode(200);
            assertThat(receive(haar, "q")).isEmpty();
            assertThat(haar.audit("?invokedBy=sns.amazonaws.com").getString("Records[0].errorCode"))
                    .isEqualTo("AccessDeniedException");
            send(haar, "q", "direct").then().statusCode(200);
            assertThat(receive(haar, "q")).containsExactly("direct");
        }
    }

    private static void letSnsSend(KmsServer haar, String queue) {
        String arn = "arn:aws:sqs:us-east-1:000000000000:" + queue;
        String policy = "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\","
                + "\\\"Principal\\\":{\\\"Service\\\":\\\"sns.amazonaws.com\\\"},\\\"Action\\\":\\\"sqs:SendMessage\\\","
                + "\\\"Resource\\\":\\\"" + arn + "\\\"}}";
        haar.sqs(
                        "SetQueueAttributes",
                        "{\"QueueUrl\":\"" + queue + "\",\"Attributes\":{\"Policy\":\"" + policy + "\"}}")
                .then()
                .statusCode(200);
    }

    private static void admitSns(KmsServer haar, String key, String topic) {
        String policy =
                ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"000000000000\"},"
                                + "\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},"
                                + "\"Action\":[\"kms:GenerateDataKey*\",\"kms:Decrypt\"],\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":"
                                + "{\"aws:SourceArn\":\"" + topic
                                + "\"},\"StringEquals\":{\"aws:SourceAccount\":\"000000000000\"}}}]}")
                        .replace("\"", "\\\"");
        haar.ok("PutKeyPolicy", "{'KeyId':'" + key + "','Policy':'" + policy + "'}");
    }

    @Test
    void fanOutUnderDifferentKeys_reachesEveryQueue_inFastMode() {
        try (KmsServer haar = new KmsServer()) {
            String topic = topic(haar, "t", haar.key());
            for (String name : List.of("a", "b", "c")) {
                queue(haar, name, haar.key());
                subscribe(haar, topic, name, "");
            }
            publish(haar, topic, "hello").then().statusCode(200);
            for (String name : List.of("a", "b", "c")) {
                assertThat(receive(haar, name)).containsExactly("hello");
            }
        }
    }
}
