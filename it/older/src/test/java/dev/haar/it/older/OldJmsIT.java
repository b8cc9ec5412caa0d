package dev.haar.it.older;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.sqs.javamessaging.ProviderConfiguration;
import com.amazon.sqs.javamessaging.SQSConnection;
import com.amazon.sqs.javamessaging.SQSConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JMS by the last messaging library on SDK v1, over AWS Query. */
class OldJmsIT {
    private static final int WITHIN_MILLIS = 15_000;

    @RegisterExtension
    static final OldClient client = new OldClient();

    private SQSConnection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = new SQSConnectionFactory(
                        new ProviderConfiguration().withNumberOfMessagesToPrefetch(0), client.sqs())
                .createConnection();
        connection.getWrappedAmazonSQSClient().createQueue("orders");
        connection.start();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    @Test
    void theConsumer_getsWhatTheProducerSent() throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders");
        TextMessage sent = session.createTextMessage("hello ü");
        sent.setStringProperty("name", "value");
        sent.setLongProperty("count", 42);
        session.createProducer(queue).send(sent);

        TextMessage received = (TextMessage) session.createConsumer(queue).receive(WITHIN_MILLIS);

        assertThat(received.getText()).isEqualTo("hello ü");
        assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(received.getStringProperty("name")).isEqualTo("value");
        assertThat(received.getLongProperty("count")).isEqualTo(42);
        assertThat(counts()).isEqualTo(Map.of("visible", "0", "inFlight", "0"));
        assertThat(client.queryActions()).contains("SendMessage", "ReceiveMessage", "DeleteMessage");
    }

    @Test
    void clientAcknowledge_takesAllThatCameBefore() throws JMSException {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders");
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("a"));
        producer.send(session.createTextMessage("b"));
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(consumer.receive(WITHIN_MILLIS)).isNotNull();
        TextMessage last = (TextMessage) consumer.receive(WITHIN_MILLIS);
        assertThat(counts()).isEqualTo(Map.of("visible", "0", "inFlight", "2"));

        last.acknowledge();

        assertThat(counts()).isEqualTo(Map.of("visible", "0", "inFlight", "0"));
    }

    private static Map<String, String> counts() {
        String url = client.sqs().getQueueUrl("orders").getQueueUrl();
        Map<String, String> all =
                client.sqs().getQueueAttributes(url, List.of("All")).getAttributes();
        return Map.of(
                "visible", all.get("ApproximateNumberOfMessages"),
                "inFlight", all.get("ApproximateNumberOfMessagesNotVisible"));
    }
}
