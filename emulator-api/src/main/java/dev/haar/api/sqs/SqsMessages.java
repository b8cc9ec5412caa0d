package dev.haar.api.sqs;

import dev.haar.api.error.AwsException;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.FormDecoder;
import dev.haar.api.service.Caller;
import dev.haar.engine.EngineException;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.queue.PeekedMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.Queues;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Answers {@code /_aws/sqs/messages} for people who come from the emulator that had it: what ReceiveMessage would answer
 * for all messages of a queue, with all their attributes, and nothing changes. It is an endpoint for SDKs too, with
 * ReceiveMessage as its only action.
 */
public final class SqsMessages {
    /** Keeps one answer within reason; a queue is looked at from its head. */
    private static final int MOST = 10_000;

    private static final String PATH = "/_aws/sqs/messages";

    /** What cannot be used: nobody has received the message. */
    private static final String RECEIPT_HANDLE = "SQS/BACKDOOR/ACCESS";

    private static final AttributeNames ALL = new AttributeNames(List.of("All"));

    private final Queues queues;
    private final Bodies bodies;
    private final String account;
    private final String region;

    /**
     * @param account the account of queues whose URL names none
     * @param region the region of queues whose URL names none
     */
    public SqsMessages(Queues queues, Bodies bodies, String account, String region) {
        this.queues = queues;
        this.bodies = bodies;
        this.account = account;
        this.region = region;
    }

    /** Adds the routes. */
    public void mount(OperatorRoutes routes) {
        String withPath = PATH + "/{region}/{account}/{queue}";
        routes.getLater(PATH, request -> answer(request, Optional.empty()));
        routes.postLater(PATH, request -> answer(request, Optional.empty()));
        routes.getLater(withPath, request -> answer(request, Optional.of(addressInPath(request))));
        routes.postLater(withPath, request -> answer(request, Optional.of(addressInPath(request))));
    }

    private CompletableFuture<Answer> answer(OperatorRequest request, Optional<QueueAddress> inPath) {
        MessagesFormat format = MessagesFormat.of(request);
        Caller caller = new Caller(account, region, null, "", "/", null, format != MessagesFormat.AWS_JSON, null, null);
        try {
            Parameters parameters = Parameters.of(request);
            Queue queue = queues.get(inPath.orElseGet(() -> QueueUrls.address(parameters.queueUrl(), caller)));
            return messages(queue, parameters)
                    .thenApply(messages -> format.success(
                            ReceiveMessageResponse.builder().messages(messages).build()));
        } catch (EngineException e) {
            return CompletableFuture.completedFuture(format.failure(SqsErrors.of(e, caller)));
        } catch (AwsException e) {
            return CompletableFuture.completedFuture(format.failure(e.error()));
        }
    }

    private static QueueAddress addressInPath(OperatorRequest request) {
        Map<String, String> path = request.variables();
        return new QueueAddress(path.get("account"), path.get("region"), path.get("queue"));
    }

    private CompletableFuture<List<Message>> messages(Queue queue, Parameters parameters) {
        return queue.peek(MOST, state -> switch (state) {
                    case VISIBLE -> true;
                    case IN_FLIGHT -> parameters.showInvisible;
                    case DELAYED -> parameters.showDelayed;
                })
                .thenCompose(peeked -> bodies.peeked(peeked, queue))
                .thenApply(peeked ->
                        peeked.stream().map(each -> message(each, parameters)).toList());
    }

    private static Message message(PeekedMessage peeked, Parameters parameters) {
        SystemAttributes all = SystemAttributes.named(List.of("All"), List.of());
        Message message = ReceiveActions.message(peeked.message(), all, ALL).build();
        Map<String, String> attributes = new LinkedHashMap<>(message.attributesAsStrings());
        if (parameters.showInvisible || parameters.showDelayed) {
            // Only whoever asked for more than is visible needs to tell them apart.
            attributes.put("IsVisible", Boolean.toString(peeked.state() == PeekedMessage.State.VISIBLE));
            attributes.put("IsDelayed", Boolean.toString(peeked.state() == PeekedMessage.State.DELAYED));
        }
        return message.toBuilder()
                .receiptHandle(RECEIPT_HANDLE)
                .attributesWithStrings(attributes)
                .build();
    }

    /** What a request wants to see; it comes in the URL, in a form, or in AWS JSON. */
    private record Parameters(String url, boolean showInvisible, boolean showDelayed) {
        static Parameters of(OperatorRequest request) {
            Map<String, Object> json = JsonText.parseObject(new String(request.body(), StandardCharsets.UTF_8))
                    .orElse(Map.of());
            dev.haar.api.protocol.Parameters form = json.isEmpty()
                    ? new FormDecoder()
                            .add(request.body(), request.body().length)
                            .parameters()
                    : new FormDecoder().parameters();
            String inBody = json.isEmpty() ? form.value("QueueUrl") : String.valueOf(json.getOrDefault("QueueUrl", ""));
            return new Parameters(
                    request.parameter("QueueUrl").orElse(inBody),
                    isTrue(request.parameter("ShowInvisible").orElse(form.value("ShowInvisible"))),
                    isTrue(request.parameter("ShowDelayed").orElse(form.value("ShowDelayed"))));
        }

        String queueUrl() {
            if (url == null || url.isEmpty()) {
                throw SqsErrors.missing("QueueUrl");
            }
            return url;
        }

        private static boolean isTrue(String value) {
            return "true".equalsIgnoreCase(value) || "1".equals(value);
        }
    }
}
