package dev.haar.engine.topic;

import dev.haar.core.time.Time;
import dev.haar.engine.EngineException;
import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.DeliveryLog;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.OutgoingMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.SentMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends messages to queues, in the commit of their publication. A queue that is missing or refuses the message is an error
 * of the client's, which AWS does not retry: the dead-letter queue of the subscription gets the message at once.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html">Dead-letter queues</a>
 */
final class QueueDelivery {
    private static final int SENT = 200;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int REFUSED = 400;

    /**
     * How many message attributes a queue takes. Those of an envelope are no attributes to it.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">Message attributes</a>
     */
    private static final int MOST_ATTRIBUTES = 10;

    private final Time time;
    private final Queues queues;
    private final QueueAdmission admission;
    private final DeliveryLog log;

    QueueDelivery(Time time, Queues queues, QueueAdmission admission, DeliveryLog log) {
        this.time = time;
        this.queues = queues;
        this.admission = admission;
        this.log = log;
    }

    /** What a queue says to a message. */
    private record Answer(int status, String text) {
        static final Answer OK = new Answer(SENT, "");

        boolean isOk() {
            return status == SENT;
        }
    }

    /** What a queue gets. */
    private record Letter(String body, boolean unsigned, MessageAttributes attributes) {}

    /**
     * Sends a message to the queue of a subscription.
     *
     * @param key what the message is called in the deduplication window of a FIFO topic; null for a standard topic
     */
    void send(Listener listener, Publication publication, TopicEntry.Key key, Envelope envelope, Dispatch dispatch) {
        Subscription subscription = listener.subscription();
        String body = publication.body(subscription.protocol());
        Letter letter = subscription.isRaw()
                ? new Letter(body, false, publication.attributes())
                : new Letter(envelope.waiting(body, subscription), envelope.isSigned(), MessageAttributes.NONE);
        String topicArn = listener.destination().topicArn();
        Answer answer = send(listener.queue(), topicArn, letter, publication, key, dispatch);
        Outcome outcome = Outcome.DELIVERED;
        if (!answer.isOk()) {
            Optional<QueueAddress> dead =
                    Optional.ofNullable(listener.destination().deadLetterArn()).flatMap(QueueAddress::ofArn);
            boolean buried =
                    send(dead, topicArn, letter, publication, key, dispatch).isOk();
            outcome = buried ? Outcome.DEAD_LETTERED : Outcome.FAILED;
        }
        tell(listener.destination(), envelope.messageId(), answer, outcome, dispatch);
    }

    private void tell(Delivery.Destination to, String messageId, Answer answer, Outcome outcome, Dispatch dispatch) {
        dispatch.afterwards(
                () -> log.add(new Attempt(time.now(), to, messageId, 1, outcome, answer.status(), answer.text())));
    }

    private Answer send(
            Optional<QueueAddress> address,
            String topicArn,
            Letter letter,
            Publication publication,
            TopicEntry.Key key,
            Dispatch dispatch) {
        Optional<Queue> queue = address.flatMap(queues::find);
        if (queue.isEmpty()) {
            return new Answer(MISSING, "The queue does not exist.");
        }
        if (!admission.admits(queue.get(), topicArn)) {
            return new Answer(FORBIDDEN, "The queue's policy does not let SNS send to it.");
        }
        if (letter.attributes.asList().size() > MOST_ATTRIBUTES) {
            return new Answer(REFUSED, "A raw message can have at most " + MOST_ATTRIBUTES + " message attributes.");
        }
        boolean fifoQueue = queue.get().address().isFifo();
        // A standard queue does not learn the group of a FIFO topic, but that of a standard topic.
        String group = fifoQueue || key == null ? publication.groupId() : null;
        OutgoingMessage message = new OutgoingMessage(
                letter.body,
                letter.attributes,
                null,
                group,
                fifoQueue && key != null ? key.id() : null,
                publication.traceHeader(),
                Deliveries.SENDER);
        try {
            CompletableFuture<SentMessage> sent =
                    letter.unsigned ? dispatch.sendUnsigned(queue.get(), message) : dispatch.send(queue.get(), message);
            // What fails later fails with the whole commit.
            return sent.isCompletedExceptionally()
                    ? new Answer(
                            REFUSED,
                            sent.handle((none, failure) -> failure.getMessage()).join())
                    : Answer.OK;
        } catch (EngineException e) {
            // Deleted just now.
            return new Answer(MISSING, e.getMessage());
        }
    }
}
