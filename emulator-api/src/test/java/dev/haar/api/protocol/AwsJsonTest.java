package dev.haar.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.service.Action;
import dev.haar.api.service.ServiceModel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class AwsJsonTest {
    private static final String ID = "id-1";

    private final AwsJson json = new AwsJson();

    private <T extends SdkPojo> T decode(Supplier<? extends SdkPojo> input, Class<T> type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return type.cast(json.decode(new Action<>("Any", input, (in, caller) -> null), bytes, bytes.length));
    }

    private SendMessageRequest send(String text) {
        return decode(SendMessageRequest::builder, SendMessageRequest.class, text);
    }

    private String encode(ServiceModel service, SdkPojo output) {
        return read(json.success(service, "Any", output, ID).body());
    }

    static String read(Body body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Body.Reader reader = body.reader();
        for (ByteBuffer slice = reader.next(); slice != null; slice = reader.next()) {
            byte[] bytes = new byte[slice.remaining()];
            slice.get(bytes);
            all.writeBytes(bytes);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Test
    void decode_readsScalarsMapsAndBlobs() {
        SendMessageRequest request = send(
                "{\"QueueUrl\":\"q\",\"MessageBody\":\"gr\\u00fcn \\ud83d\\ude00\","
                        + "\"DelaySeconds\":5,\"MessageAttributes\":{\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"AQI=\"}}}");
        assertThat(request.queueUrl()).isEqualTo("q");
        assertThat(request.messageBody()).isEqualTo("grün \uD83D\uDE00");
        assertThat(request.delaySeconds()).isEqualTo(5);
        assertThat(request.messageAttributes().get("a").binaryValue())
                .isEqualTo(SdkBytes.fromByteArray(new byte[] {1, 2}));
    }

    @Test
    void decode_readsTextHoweverItIsWritten() {
        String object = "{\"QueueUrl\":\"q\",\"MessageBody\" : \"plain \\\"and\\\" not\",\"MessageGroupId\":\"\"}";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            for (String mark : List.of("", "\uFEFF")) {
                byte[] bytes = (mark + object).getBytes(charset);
                SendMessageRequest request = (SendMessageRequest) json.decode(
                        new Action<>("Any", SendMessageRequest::builder, (in, caller) -> null), bytes, bytes.length);
                assertThat(request.queueUrl()).isEqualTo("q");
                assertThat(request.messageBody()).isEqualTo("plain \"and\" not");
                assertThat(request.messageGroupId()).isEmpty();
            }
        }
    }

    @Test
    void decode_readsListsOfStructures() {
        SendMessageBatchRequest request = decode(
                SendMessageBatchRequest::builder,
                SendMessageBatchRequest.class,
                "{\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"x\"},{\"Id\":\"2\",\"MessageBody\":\"y\"}]}");
        assertThat(request.entries()).extracting("id").containsExactly("1", "2");
    }

    @Test
    void decode_readsMapsKeyedByEnums() {
        CreateQueueRequest request = decode(
                CreateQueueRequest::builder,
                CreateQueueRequest.class,
                "{\"Attributes\":{\"DelaySeconds\":\"1\",\"Strange\":\"2\"},\"tags\":{\"k\":\"v\"}}");
        assertThat(request.attributesAsStrings()).isEqualTo(Map.of("DelaySeconds", "1", "Strange", "2"));
        assertThat(request.tags()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void decode_skipsUnknownMembersAndNulls() {
        SendMessageRequest request =
                send("{\"What\":{\"a\":[1,{\"b\":null}]},\"MessageBody\":null,\"QueueUrl\":\"q\"}");
        assertThat(request.messageBody()).isNull();
        assertThat(request.queueUrl()).isEqualTo("q");
    }

    @Test
    void decode_takesTheLastOfTwoMembersOfTheSameName() {
        assertThat(send("{\"MessageBody\":\"a\",\"MessageBody\":\"b\"}").messageBody())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "\"x\"", "1", "{", "{\"a\"}", "{} {}", "{}x", "{\"MessageBody\":\"x}"})
    void decode_refusesWhatIsNoObject(String text) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> send(text))
                .satisfies(e -> {
                    assertThat(e.error().shape()).isEqualTo("SerializationException");
                    assertThat(e.error().status()).isEqualTo(400);
                    assertThat(e.error().message()).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"MessageBody\":1}|NUMBER_VALUE cannot be converted to String",
                "{\"MessageBody\":1.5}|DECIMAL_VALUE cannot be converted to String",
                "{\"MessageBody\":true}|TRUE_VALUE cannot be converted to String",
                "{\"MessageBody\":{}}|Start of structure or map found where not expected.",
                "{\"MessageBody\":[]}|Start of list found where not expected",
                "{\"DelaySeconds\":\"1\"}|STRING_VALUE cannot be converted to Integer",
                "{\"DelaySeconds\":1.5}|DECIMAL_VALUE cannot be converted to Integer",
                "{\"DelaySeconds\":2147483648}|NUMBER_VALUE cannot be converted to Integer",
                "{\"DelaySeconds\":1e400}|DECIMAL_VALUE cannot be converted to Integer",
                "{\"MessageAttributes\":[]}|Start of list found where not expected",
                "{\"MessageAttributes\":\"x\"}|Expected map or null",
                "{\"MessageAttributes\":{\"a\":\"x\"}}|Expected null"
            })
    void decode_refusesAnotherType(String text, String message) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> send(text))
                .satisfies(e -> assertThat(e.error().message()).isEqualTo(message));
    }

    @Test
    void decode_refusesScalarsWhereListsAre() {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> decode(
                        ReceiveMessageRequest::builder, ReceiveMessageRequest.class, "{\"AttributeNames\":\"All\"}"))
                .satisfies(e -> assertThat(e.error().message()).isEqualTo("Expected list or null"));
    }

    @Test
    void decode_acceptsWholeNumbersHoweverTheyAreWritten() {
        assertThat(send("{\"DelaySeconds\":5.0}").delaySeconds()).isEqualTo(5);
        assertThat(send("{\"DelaySeconds\":5e1}").delaySeconds()).isEqualTo(50);
    }

    @Test
    void decode_refusesWhatIsHostile() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String digits = "{\"DelaySeconds\":" + "9".repeat(100_000) + "}";
        String base64 = "{\"MessageAttributes\":{\"a\":{\"BinaryValue\":\"!\"}}}";
        for (String text : new String[] {deep, digits, base64}) {
            assertThatExceptionOfType(AwsException.class).isThrownBy(() -> send(text));
        }
        byte[] badUtf8 = {'{', '"', 'Q', '"', ':', '"', (byte) 0xC3, '(', '"', '}'};
        Action<SendMessageRequest, SdkPojo> action =
                new Action<>("SendMessage", SendMessageRequest::builder, (in, caller) -> null);
        assertThatExceptionOfType(AwsException.class).isThrownBy(() -> json.decode(action, badUtf8, badUtf8.length));
    }

    @Test
    void encode_leavesOutWhatIsNotThere() {
        assertThat(encode(ServiceModel.SQS, ReceiveMessageResponse.builder().build()))
                .isEqualTo("{}");
        assertThat(encode(
                        ServiceModel.SQS,
                        ReceiveMessageResponse.builder()
                                .messages(Message.builder().messageId("m").build())
                                .build()))
                .isEqualTo("{\"Messages\":[{\"MessageId\":\"m\"}]}");
    }

    @Test
    void encode_escapesText() {
        Message message = Message.builder()
                .body("\"\\/\b\f\n\r\t\u0001 ü € \uD83D\uDE00 \uD83D")
                .build();
        assertThat(encode(
                        ServiceModel.SQS,
                        ReceiveMessageResponse.builder().messages(message).build()))
                .isEqualTo("{\"Messages\":[{\"Body\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001 ü € \uD83D\uDE00 \\ud83d\"}]}");
    }

    @Test
    void encode_escapesTextThatIsAsciiAlone() {
        assertThat(encode(ServiceModel.SQS, body("Who? {\"said\":\"C:\\dir\"}\n" + "plain ".repeat(9))))
                .isEqualTo("{\"Messages\":[{\"Body\":\"Who? {\\\"said\\\":\\\"C:\\\\dir\\\"}\\n" + "plain ".repeat(9)
                        + "\"}]}");
        // In UTF-8 a lone surrogate would be a question mark.
        assertThat(encode(ServiceModel.SQS, body("really?\uD83D \"so?\" \uDE00?")))
                .isEqualTo("{\"Messages\":[{\"Body\":\"really?\\ud83d \\\"so?\\\" \\ude00?\"}]}");
    }

    private static ReceiveMessageResponse body(String text) {
        return ReceiveMessageResponse.builder()
                .messages(Message.builder().body(text).build())
                .build();
    }

    @Test
    void encode_writesMapsTimesAndBlobs() {
        Message message =
                Message.builder().attributesWithStrings(Map.of("SenderId", "s")).build();
        assertThat(encode(
                        ServiceModel.SQS,
                        ReceiveMessageResponse.builder().messages(message).build()))
                .contains("\"Attributes\":{\"SenderId\":\"s\"}");
        assertThat(encode(
                        ServiceModel.KMS,
                        EncryptResponse.builder()
                                .ciphertextBlob(SdkBytes.fromByteArray(new byte[] {1, 2}))
                                .build()))
                .isEqualTo("{\"CiphertextBlob\":\"AQI=\"}");
        assertThat(encode(
                        ServiceModel.KMS,
                        GetParametersForImportResponse.builder()
                                .parametersValidTo(Instant.ofEpochMilli(1_700_000_000_050L))
                                .build()))
                .isEqualTo("{\"ParametersValidTo\":1700000000.050}");
    }

    @Test
    void encode_keepsLongTextsOutOfTheBuffer() {
        String body = "a\"€\uD83D\uDE00".repeat(300_000);
        Answer answer = json.success(
                ServiceModel.SQS,
                "ReceiveMessage",
                ReceiveMessageResponse.builder()
                        .messages(
                                Message.builder().body(body).messageId("1").build(),
                                Message.builder().body(body).build())
                        .build(),
                ID);
        assertThat(answer.body().isWhole()).isFalse();
        String escaped = body.replace("\"", "\\\"");
        assertThat(read(answer.body()))
                .isEqualTo("{\"Messages\":[{\"MessageId\":\"1\",\"Body\":\"" + escaped + "\"},{\"Body\":\"" + escaped
                        + "\"}]}");
    }

    @Test
    void encode_keepsLongBlobsOutOfTheBuffer() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 77);
        Answer answer = json.success(
                ServiceModel.KMS,
                "Encrypt",
                EncryptResponse.builder()
                        .ciphertextBlob(SdkBytes.fromByteArray(bytes))
                        .build(),
                ID);
        assertThat(answer.body().isWhole()).isFalse();
        assertThat(read(answer.body()))
                .isEqualTo("{\"CiphertextBlob\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}");
    }

    @Test
    void failure_namesShapeAndCodeOfSqs() {
        AwsError error = new AwsError(
                "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, true, "It does not \"exist\".");
        Answer answer = json.failure(ServiceModel.SQS, error, ID);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.queryError()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue;Sender");
        assertThat(read(answer.body()))
                .isEqualTo("{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\","
                        + "\"message\":\"It does not \\\"exist\\\".\"}");
    }

    @Test
    void failure_ofTheFrameworkBeneathSqsSaysSo() {
        AwsError error = new AwsError("InvalidParameterValueException", "InvalidParameterValue", 400, true, "No.");
        assertThat(read(json.failure(ServiceModel.SQS, error, ID).body()))
                .startsWith("{\"__type\":\"com.amazon.coral.service#InvalidParameterValueException\"");
    }

    @Test
    void failure_ofOtherServicesIsPlain() {
        Answer kms = json.failure(ServiceModel.KMS, AwsError.sender("NotFoundException", "No."), ID);
        assertThat(read(kms.body())).isEqualTo("{\"__type\":\"NotFoundException\",\"message\":\"No.\"}");
        assertThat(kms.contentType()).isEqualTo("application/x-amz-json-1.1");
        assertThat(kms.queryError()).isNull();
        Answer cloudMap = json.failure(ServiceModel.SERVICE_DISCOVERY, AwsError.sender("NamespaceNotFound", "No."), ID);
        assertThat(read(cloudMap.body())).isEqualTo("{\"__type\":\"NamespaceNotFound\",\"Message\":\"No.\"}");
    }
}
