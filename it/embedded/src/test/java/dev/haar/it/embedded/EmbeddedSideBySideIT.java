package dev.haar.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haar.Haar;
import java.io.File;
import java.net.URI;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import javax.xml.stream.XMLInputFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** A user's test suite with libraries of its own, and two Haars in it: neither side notices the other's versions. */
class EmbeddedSideBySideIT {

    @Test
    void twoHaars_serveTheUsersOldSdk_eachWithItsOwnQueues() {
        try (Haar first = Haar.start();
                Haar second = Haar.start();
                SqsClient toFirst = sqs(first);
                SqsClient toSecond = sqs(second)) {
            assertThat(first.endpoint()).isNotEqualTo(second.endpoint());

            sendReceiveDelete(toFirst, "one");
            sendReceiveDelete(toSecond, "two");

            assertThatThrownBy(() -> toSecond.getQueueUrl(r -> r.queueName("one")))
                    .isInstanceOf(QueueDoesNotExistException.class);
        }
    }

    @Test
    void aClosedHaar_leavesTheOtherAtWork() {
        try (Haar second = Haar.start();
                SqsClient toSecond = sqs(second)) {
            Haar.start().close();
            sendReceiveDelete(toSecond, "still-here");
        }
    }

    @Test
    void theUsersLibraries_areTheUsersVersions() throws Exception {
        try (Haar haar = Haar.start();
                var h2 = DriverManager.getConnection("jdbc:h2:mem:users");
                var rows = h2.createStatement().executeQuery("select 40 + 2")) {
            assertThat(haar.endpoint()).isNotNull();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
            assertThat(h2.getMetaData().getDatabaseProductVersion()).startsWith(System.getProperty("users.version.h2"));
            assertThat(VersionInfo.SDK_VERSION).isEqualTo(System.getProperty("users.version.awssdk"));
            assertThat(new ObjectMapper().version()).hasToString(System.getProperty("users.version.jackson"));
            assertThat(XMLInputFactory.newFactory().getClass().getName()).doesNotStartWith("dev.haar");
        }
    }

    @Test
    void haarsLibraries_comeRelocatedInItsOneJar() throws Exception {
        Class<?> ours = Class.forName("dev.haar.shaded.software.amazon.awssdk.services.sqs.SqsClient");
        assertThat(ours).isNotSameAs(SqsClient.class);
        assertThat(ours.getProtectionDomain().getCodeSource())
                .isEqualTo(Haar.class.getProtectionDomain().getCodeSource());

        URI jar = Haar.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        try (JarFile file = new JarFile(new File(jar))) {
            assertThat(file.stream().map(entry -> entry.getName()))
                    .allMatch(name -> name.startsWith("dev/") || name.startsWith("META-INF/"));
        }
        assertThatThrownBy(() -> Class.forName("io.undertow.Undertow")).isInstanceOf(ClassNotFoundException.class);
    }

    private static void sendReceiveDelete(SqsClient sqs, String queue) {
        String url = sqs.createQueue(r -> r.queueName(queue).attributesWithStrings(Map.of("VisibilityTimeout", "60")))
                .queueUrl();
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("to " + queue));

        List<Message> received = sqs.receiveMessage(r -> r.queueUrl(url)).messages();
        assertThat(received).extracting(Message::body).containsExactly("to " + queue);

        sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(received.get(0).receiptHandle()));
        assertThat(sqs.receiveMessage(r -> r.queueUrl(url)).messages()).isEmpty();
        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNamesWithStrings("All"))
                        .attributesAsStrings())
                .containsEntry("ApproximateNumberOfMessages", "0")
                .containsEntry("ApproximateNumberOfMessagesNotVisible", "0");
    }

    private static SqsClient sqs(Haar haar) {
        return SqsClient.builder()
                .endpointOverride(URI.create(haar.endpoint().toString()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
