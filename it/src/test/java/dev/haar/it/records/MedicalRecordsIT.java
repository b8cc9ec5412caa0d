package dev.haar.it.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.haar.Haar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example of the electronic medical records: one encrypted topic, three encrypted queues, and consumers who read in
 * clear what nobody finds in the files.
 */
class MedicalRecordsIT {
    private static final String RECORD = "{\"patient\": 2911, \"medication\": 151}";

    static Stream<Function<URI, RecordsClient>> sdks() {
        return Stream.of(Sdk1RecordsClient::new, Sdk2RecordsClient::new);
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void records_areReadInClearAndKeptInCipher(Function<URI, RecordsClient> sdk, @TempDir Path directory)
            throws Exception {
        try (Haar haar = Haar.builder().data(directory).start();
                RecordsClient client = sdk.apply(haar.endpoint())) {
            haar.clock().freeze();
            String key = client.key("alias/records");
            String topic = client.topic("records", "alias/records");
            List<String> queues = Stream.of("ward", "pharmacy", "billing")
                    .map(name -> client.queue(name, client.key("alias/" + name), topic))
                    .toList();
            client.publish(topic, RECORD);
            client.publish(topic, RECORD);
            for (String queue : queues) {
                assertThat(client.take(queue)).isEqualTo(RECORD);
            }
            assertNothingOfItIn(directory);

            // One data key of the topic's, one of each queue's.
            assertThat(dataKeys(haar)).isEqualTo(4);
            haar.clock().advance(Duration.ofMinutes(5));
            client.publish(topic, RECORD);
            assertThat(dataKeys(haar)).isEqualTo(8);
            for (String queue : queues) {
                assertThat(client.take(queue)).isEqualTo(RECORD);
                assertThat(client.take(queue)).isEqualTo(RECORD);
            }

            client.enableKey(key, false);
            RuntimeException refused =
                    catchThrowableOfType(RuntimeException.class, () -> client.publish(topic, RECORD));
            assertThat(client.errorCode(refused)).isEqualTo("KMSDisabled");
            client.enableKey(key, true);
            client.publish(topic, RECORD);
            for (String queue : queues) {
                assertThat(client.take(queue)).isEqualTo(RECORD);
            }
        }
        assertNothingOfItIn(directory);
    }

    /** How many data keys were asked for, as the audit log tells. */
    private static long dataKeys(Haar haar) throws Exception {
        URI log = haar.endpoint().resolve("/_haar/audit?name=GenerateDataKey");
        String events = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(log).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return Pattern.compile("\"eventName\"\\s*:").matcher(events).results().count();
    }

    /** No eight consecutive bytes of the record stand in a file, be it as UTF-8, UTF-16 or Base64. */
    private static void assertNothingOfItIn(Path directory) throws Exception {
        List<byte[]> forms = List.of(
                RECORD.getBytes(StandardCharsets.UTF_8),
                RECORD.getBytes(StandardCharsets.UTF_16BE),
                RECORD.getBytes(StandardCharsets.UTF_16LE),
                Base64.getEncoder().encode(RECORD.getBytes(StandardCharsets.UTF_8)));
        Charset latin = StandardCharsets.ISO_8859_1;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), latin);
                for (byte[] form : forms) {
                    String whole = new String(form, latin);
                    for (int i = 0; i + 8 <= whole.length(); i++) {
                        assertThat(content.contains(whole.substring(i, i + 8)))
                                .as("%s in %s", whole.substring(i, i + 8), file)
                                .isFalse();
                    }
                }
            }
        }
    }
}
