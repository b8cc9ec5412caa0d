package dev.haar.api.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.Haar;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that trust Haar's authority, and nobody else, come by HTTPS. */
class HttpsTest {
    @TempDir
    private Path directory;

    private static String authority(Haar haar) {
        return RestAssured.get(haar.endpoint() + "/_haar/ca.pem").asString();
    }

    private static HttpClient trusting(String pem) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "haar",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> createQueue(HttpClient client, String host, int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + host + ":" + port + "/"))
                .header("X-Amz-Target", "AmazonSQS.CreateQueue")
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString("{\"QueueName\":\"q\"}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void requestByHttps_isAnsweredWithUrlsByHttps() throws Exception {
        try (Haar haar = Haar.builder().httpsPort(0).start()) {
            HttpClient client = trusting(authority(haar));
            int port = haar.httpsPort().getAsInt();
            for (String host : new String[] {"localhost", "127.0.0.1"}) {
                HttpResponse<String> answer = createQueue(client, host, port);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("https://" + host + ":" + port + "/000000000000/q");
            }
        }
    }

    @Test
    void strangers_areNotTrusted() throws Exception {
        try (Haar haar = Haar.builder().httpsPort(0).start();
                Haar other = Haar.start()) {
            HttpClient client = trusting(authority(other));
            assertThatThrownBy(() ->
                            createQueue(client, "localhost", haar.httpsPort().getAsInt()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void authority_isTheSameAfterARestart() throws Exception {
        String before;
        try (Haar haar = Haar.builder().data(directory).start()) {
            before = authority(haar);
        }
        try (Haar haar = Haar.builder().data(directory).httpsPort(0).start()) {
            assertThat(authority(haar)).isEqualTo(before);
            assertThat(createQueue(
                                    trusting(before),
                                    "localhost",
                                    haar.httpsPort().getAsInt())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutAPort_thereIsNone() {
        try (Haar haar = Haar.start()) {
            assertThat(haar.httpsPort()).isEmpty();
        }
    }
}
