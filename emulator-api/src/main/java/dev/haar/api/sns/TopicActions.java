package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.DeliveryPolicy;
import dev.haar.engine.topic.Subscription;
import dev.haar.engine.topic.Topic;
import dev.haar.engine.topic.TopicAddress;
import dev.haar.engine.topic.TopicPolicy;
import dev.haar.engine.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.model.AddPermissionRequest;
import software.amazon.awssdk.services.sns.model.AddPermissionResponse;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicResponse;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sns.model.RemovePermissionResponse;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesResponse;

/** Making, finding, configuring, tagging and deleting topics. */
final class TopicActions {
    private static final String TOPIC_ARN = "TopicArn";

    private final Topics topics;
    private final Time time;

    TopicActions(Topics topics, Time time) {
        this.topics = topics;
        this.time = time;
    }

    CompletionStage<CreateTopicResponse> createTopic(CreateTopicRequest request, Caller caller) {
        new Violations().required("name", request.name()).check();
        TopicAddress address = new TopicAddress(caller.account(), caller.region(), request.name());
        return topics.create(
                        address, request.attributes(), TagActions.tags(request.tags()), request.dataProtectionPolicy())
                .thenApply(topic -> CreateTopicResponse.builder()
                        .topicArn(topic.address().arn())
                        .build());
    }

    CompletionStage<DeleteTopicResponse> deleteTopic(DeleteTopicRequest request, Caller caller) {
        return topics.delete(TopicArns.topic(request.topicArn(), TOPIC_ARN, caller))
                .thenApply(done -> DeleteTopicResponse.builder().build());
    }

    CompletionStage<ListTopicsResponse> listTopics(ListTopicsRequest request, Caller caller) {
        List<Topic> mine = topics.list(address ->
                address.account().equals(caller.account()) && address.region().equals(caller.region()));
        Page<Topic> page = Page.of(mine, topic -> topic.address().arn(), request.nextToken());
        return CompletableFuture.completedFuture(ListTopicsResponse.builder()
                .topics(page.items().stream()
                        .map(topic -> software.amazon.awssdk.services.sns.model.Topic.builder()
                                .topicArn(topic.address().arn())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<GetTopicAttributesResponse> getTopicAttributes(GetTopicAttributesRequest request, Caller caller) {
        Topic topic = topics.get(TopicArns.topic(request.topicArn(), TOPIC_ARN, caller));
        List<Subscription> subscriptions = topics.subscriptions().of(topic.address());
        long confirmed =
                subscriptions.stream().filter(Subscription::isConfirmed).count();
        Map<String, String> attributes = new TreeMap<>(topic.attributes());
        attributes.remove("DataProtectionPolicy");
        attributes.put("TopicArn", topic.address().arn());
        attributes.put("Owner", topic.address().account());
        attributes.putIfAbsent("DisplayName", "");
        attributes.put("Policy", TopicPolicy.of(topic));
        attributes.put(
                "EffectiveDeliveryPolicy",
                DeliveryPolicy.effectiveTopic(topic.attributes().get("DeliveryPolicy")));
        attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
        attributes.put("SubscriptionsPending", Long.toString(subscriptions.size() - confirmed));
        attributes.put("SubscriptionsDeleted", Integer.toString(topic.unsubscribed()));
        if (topic.address().isFifo()) {
            attributes.putIfAbsent("ContentBasedDeduplication", "false");
        }
        topic.beginningArchiveTime(time.millis())
                .ifPresent(beginning -> attributes.put("BeginningArchiveTime", beginning));
        return CompletableFuture.completedFuture(
                GetTopicAttributesResponse.builder().attributes(attributes).build());
    }

    CompletionStage<SetTopicAttributesResponse> setTopicAttributes(SetTopicAttributesRequest request, Caller caller) {
        TopicAddress address = TopicArns.topic(request.topicArn(), TOPIC_ARN, caller);
        new Violations().required("attributeName", request.attributeName()).check();
        if (request.attributeName().equals("FifoTopic")) {
            throw SnsErrors.invalid("AttributeName");
        }
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        return topics.configure(address, Map.of(request.attributeName(), value))
                .thenApply(done -> SetTopicAttributesResponse.builder().build());
    }

    CompletionStage<AddPermissionResponse> addPermission(AddPermissionRequest request, Caller caller) {
        TopicAddress address = TopicArns.topic(request.topicArn(), TOPIC_ARN, caller);
        new Violations()
                .required("label", request.label())
                .required("aWSAccountId", request.hasAwsAccountIds() ? request.awsAccountIds() : null)
                .required("actionName", request.hasActionNames() ? request.actionNames() : null)
                .check();
        return topics.addPermission(address, request.label(), request.awsAccountIds(), request.actionNames())
                .thenApply(done -> AddPermissionResponse.builder().build());
    }

    CompletionStage<RemovePermissionResponse> removePermission(RemovePermissionRequest request, Caller caller) {
        TopicAddress address = TopicArns.topic(request.topicArn(), TOPIC_ARN, caller);
        new Violations().required("label", request.label()).check();
        return topics.removePermission(address, request.label())
                .thenApply(done -> RemovePermissionResponse.builder().build());
    }
}
