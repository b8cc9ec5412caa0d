package dev.haar.it.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.SdkClientException;
import com.amazonaws.services.sns.message.MessageManagers;
import com.amazonaws.services.sns.message.SnsMessage;
import com.amazonaws.services.sns.message.SnsMessageManager;
import com.amazonaws.services.sns.message.SnsNotification;
import com.amazonaws.services.sns.message.SnsSubscriptionConfirmation;
import com.amazonaws.services.sns.message.SnsUnsubscribeConfirmation;
import dev.haar.Haar;
import dev.haar.it.Clients;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * SDK v1's {@code SnsMessageManager} takes Haar's messages for AWS's. It fetches the certificate from the URL in the message, by
 * TLS; the authority is trusted and the name of AWS's host leads to Haar, as a hosts entry does.
 */
class MessageManagerIT {
    private Haar haar;
    private Subscriber subscriber;
    private SnsClient sns;
    private CloseableHttpClient client;
    private SnsMessageManager manager;

    @BeforeEach
    void start() throws Exception {
        haar = Haar.builder().httpsPort(0).start();
        subscriber = new Subscriber();
        sns = Clients.sns(haar.endpoint());
        int port = haar.httpsPort().orElseThrow();
        client = HttpClientBuilder.create()
                .setSSLContext(trusting(get(haar.endpoint() + "/_haar/ca.pem")))
                .setDnsResolver(host -> new InetAddress[] {InetAddress.getLoopbackAddress()})
                .setSchemePortResolver(host -> port)
                .build();
        manager = MessageManagers.of(client, Clients.REGION);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        sns.close();
        subscriber.close();
        haar.close();
    }

    private static SSLContext trusting(String certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "haar",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
        return SSLContexts.custom().loadTrustMaterial(trusted, null).build();
    }

    private static String get(String url) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private SnsMessage parse(String message) {
        return manager.parseMessage(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** One changed byte of what is signed, and it is no message of SNS's. */
    private void refusesChanged(String message, String part, String changed) {
        assertThat(message).contains(part);
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> parse(message.replaceFirst(part, changed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void everyKindOfMessage_isTaken_andNoChangedOne(String version) throws Exception {
        String topic = sns.createTopic(request -> request.name("news").attributes(Map.of("SignatureVersion", version)))
                .topicArn();
        sns.subscribe(request -> request.topicArn(topic).protocol("http").endpoint(subscriber.url()));
        String question = subscriber.next();
        assertThat(Subscriber.member(question, "SignatureVersion")).isEqualTo(version);
        SnsMessage confirmation = parse(question);
        assertThat(confirmation).isInstanceOf(SnsSubscriptionConfirmation.class);
        assertThat(((SnsSubscriptionConfirmation) confirmation).getToken())
                .isEqualTo(Subscriber.member(question, "Token"));
        refusesChanged(question, "You have", "You Have");

        get(Subscriber.member(question, "SubscribeURL"));
        sns.publish(request -> request.topicArn(topic).message("grüß dich").subject("greeting"));
        String notification = subscriber.next();
        assertThat(((SnsNotification) parse(notification)).getMessage()).isEqualTo("grüß dich");
        refusesChanged(notification, "dich", "Dich");
        refusesChanged(notification, "greeting", "Greeting");

        get(Subscriber.member(notification, "UnsubscribeURL"));
        String goodbye = subscriber.next();
        assertThat(parse(goodbye)).isInstanceOf(SnsUnsubscribeConfirmation.class);
        refusesChanged(goodbye, "You have", "You Have");
    }
}
