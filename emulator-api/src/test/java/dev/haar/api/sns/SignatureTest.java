package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.api.sns.HttpEndpoint.Post;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages verify as AWS's guide says, with nothing but what is in them and the certificate that they name. */
class SignatureTest {
    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private SnsServer server;
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        server = new SnsServer();
        endpoint = new HttpEndpoint();
    }

    @AfterEach
    void stop() {
        endpoint.close();
        server.close();
    }

    private X509Certificate certificate(JsonPath message) throws Exception {
        URI url = URI.create(message.getString("SigningCertURL"));
        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getHost()).matches("^sns\\.[a-zA-Z0-9\\-]{3,}\\.amazonaws\\.com(\\.cn)?$");
        assertThat(url.getPath()).matches("/SimpleNotificationService-[0-9a-f]{32}\\.pem");
        Response pem = server.get(url.getPath());
        assertThat(pem.statusCode()).isEqualTo(200);
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.asByteArray()));
    }

    private boolean verifies(JsonPath message, List<String> members, String changed) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String member : members) {
            String value = message.getString(member);
            if (value != null) {
                text.append(member)
                        .append('\n')
                        .append(member.equals(changed) ? value + "." : value)
                        .append('\n');
            }
        }
        boolean second = message.getString("SignatureVersion").equals("2");
        Signature signature = Signature.getInstance(second ? "SHA256withRSA" : "SHA1withRSA");
        signature.initVerify(certificate(message).getPublicKey());
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(message.getString("Signature")));
    }

    private void check(Post post, String version, List<String> members) throws Exception {
        JsonPath message = JsonPath.from(post.body());
        assertThat(message.getString("SignatureVersion")).isEqualTo(version);
        assertThat(verifies(message, members, null)).as(post.body()).isTrue();
        for (String member : members) {
            if (message.getString(member) != null) {
                assertThat(verifies(message, members, member))
                        .as("with another " + member)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void everyKindOfMessage_verifies_andNoChangedOne(String version) throws Exception {
        String topic = SnsServer.ARN + "news";
        server.call(
                "CreateTopic",
                "Name",
                "news",
                "Attributes.entry.1.key",
                "SignatureVersion",
                "Attributes.entry.1.value",
                version);
        server.call("Subscribe", "TopicArn", topic, "Protocol", "http", "Endpoint", endpoint.url("/"));
        Post question = endpoint.next();
        check(question, version, CONFIRMATION);
        server.call("ConfirmSubscription", "TopicArn", topic, "Token", question.member("Token"));
        server.call("Publish", "TopicArn", topic, "Message", "grüß dich\n", "Subject", "greeting");
        check(endpoint.next(), version, NOTIFICATION);
        server.call("Publish", "TopicArn", topic, "Message", "without a subject");
        Post last = endpoint.next();
        check(last, version, NOTIFICATION);
        io.restassured.RestAssured.given().urlEncodingEnabled(false).get(last.member("UnsubscribeURL"));
        check(endpoint.next(), version, CONFIRMATION);
    }

    @Test
    void certificate_carriesTheNamesThatValidatorsLookFor() throws Exception {
        server.call("CreateTopic", "Name", "news");
        server.call("Subscribe", "TopicArn", SnsServer.ARN + "news", "Protocol", "http", "Endpoint", endpoint.url("/"));
        X509Certificate certificate = certificate(JsonPath.from(endpoint.next().body()));
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=sns.amazonaws.com");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .contains(
                        "sns.amazonaws.com",
                        "sns.us-east-1.amazonaws.com",
                        "sns-signing.eu-south-1.amazonaws.com",
                        "sns-cn-north-1.amazonaws.com.cn");
        certificate.checkValidity();
    }

    @Test
    void otherCertificates_areNotThere() {
        assertThat(server.get("/SimpleNotificationService-0.pem").statusCode()).isEqualTo(404);
    }
}
