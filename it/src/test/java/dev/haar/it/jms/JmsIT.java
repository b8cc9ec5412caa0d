package dev.haar.it.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.sqs.javamessaging.ProviderConfiguration;
import com.amazon.sqs.javamessaging.SQSConnection;
import com.amazon.sqs.javamessaging.SQSConnectionFactory;
import com.amazon.sqs.javamessaging.SQSSession;
import dev.haar.it.HaarExtension;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;

/** JMS over SQS, by AWS's messaging library on SDK v2. */
class JmsIT {
    private static final int WITHIN_MILLIS = 15_000;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private SQSConnection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = new SQSConnectionFactory(new ProviderConfiguration().withNumberOfMessagesToPrefetch(0), haar.sqs())
                .createConnection();
        connection.start();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    @Test
    void theConsumer_getsWhatTheProducerSent() throws JMSException {
        connection.getWrappedAmazonSQSClient().createQueue("orders");
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders");
        TextMessage text = session.createTextMessage("hello ü");
        text.setStringProperty("name", "value");
        text.setIntProperty("count", 42);
        text.setBooleanProperty("flag", true);
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes(new byte[] {0, 1, -1});
        ObjectMessage object = session.createObjectMessage(new ArrayList<>(List.of("a", "b")));
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);

        producer.send(text);
        TextMessage receivedText = (TextMessage) consumer.receive(WITHIN_MILLIS);
        assertThat(receivedText.getText()).isEqualTo("hello ü");
        assertThat(receivedText.getJMSMessageID()).isEqualTo(text.getJMSMessageID());
        assertThat(receivedText.getStringProperty("name")).isEqualTo("value");
        assertThat(receivedText.getIntProperty("count")).isEqualTo(42);
        assertThat(receivedText.getBooleanProperty("flag")).isTrue();
        assertThat(receivedText.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);

        producer.send(bytes);
        BytesMessage receivedBytes = (BytesMessage) consumer.receive(WITHIN_MILLIS);
        byte[] content = new byte[3];
        assertThat(receivedBytes.readBytes(content)).isEqualTo(3);
        assertThat(content).containsExactly(0, 1, -1);

        producer.send(object);
        ObjectMessage receivedObject = (ObjectMessage) consumer.receive(WITHIN_MILLIS);
        assertThat(receivedObject.getObject()).isEqualTo(List.of("a", "b"));

        assertThat(counts("orders")).isEqualTo("0 0");
    }

    @Test
    void clientAcknowledge_takesAllThatCameBefore() throws JMSException {
        connection.getWrappedAmazonSQSClient().createQueue("orders");
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders");
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("a"));
        producer.send(session.createTextMessage("b"));
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(consumer.receive(WITHIN_MILLIS)).isNotNull();
        Message last = consumer.receive(WITHIN_MILLIS);
        assertThat(counts("orders")).isEqualTo("0 2");

        last.acknowledge();

        assertThat(counts("orders")).isEqualTo("0 0");
    }

    @Test
    void unorderedAcknowledge_takesOneAlone_andTheOtherComesBack() throws JMSException {
        connection.getWrappedAmazonSQSClient().createQueue("orders");
        Session session = connection.createSession(false, SQSSession.UNORDERED_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders");
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("a"));
        producer.send(session.createTextMessage("b"));
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage first = (TextMessage) consumer.receive(WITHIN_MILLIS);
        TextMessage second = (TextMessage) consumer.receive(WITHIN_MILLIS);
        second.acknowledge();
        assertThat(counts("orders")).isEqualTo("0 1");

        haar.advance(Duration.ofSeconds(30));
        TextMessage again = (TextMessage) consumer.receive(WITHIN_MILLIS);
        assertThat(again.getText()).isEqualTo(first.getText());
        assertThat(again.getJMSRedelivered()).isTrue();
        again.acknowledge();
        assertThat(counts("orders")).isEqualTo("0 0");
    }

    @Test
    void aListener_isCalledForEachMessage() throws Exception {
        connection.getWrappedAmazonSQSClient().createQueue("orders");
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders");
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(heard::add);
        haar.operator().letRequestsArrive();

        Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        sending.createProducer(queue).send(sending.createTextMessage("hello"));

        Message message = heard.poll(WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(message).isInstanceOf(TextMessage.class);
        assertThat(((TextMessage) message).getText()).isEqualTo("hello");
    }

    @Test
    void aFifoQueue_keepsTheOrderOfAGroup() throws JMSException {
        connection
                .getWrappedAmazonSQSClient()
                .createQueue(CreateQueueRequest.builder()
                        .queueName("orders.fifo")
                        .attributesWithStrings(Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"))
                        .build());
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("orders.fifo");
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 5; i++) {
            TextMessage message = session.createTextMessage("m-" + i);
            message.setStringProperty("JMSXGroupID", "g");
            producer.send(message);
            assertThat(message.getStringProperty("JMS_SQS_SequenceNumber")).matches("[0-9]{20}");
        }
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 5; i++) {
            TextMessage message = (TextMessage) consumer.receive(WITHIN_MILLIS);
            assertThat(message.getText()).isEqualTo("m-" + i);
            assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("g");
        }
    }

    /** Visible and in flight. */
    private static String counts(String name) {
        String url = haar.sqs().getQueueUrl(r -> r.queueName(name)).queueUrl();
        Map<String, String> all = haar.sqs()
                .getQueueAttributes(r -> r.queueUrl(url).attributeNamesWithStrings("All"))
                .attributesAsStrings();
        return all.get("ApproximateNumberOfMessages") + " " + all.get("ApproximateNumberOfMessagesNotVisible");
    }
}
