package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.arn.Arn;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.DeliveryPolicy;
import dev.haar.engine.mobile.Mobile;
import dev.haar.engine.topic.Subscription;
import dev.haar.engine.topic.TopicAddress;
import dev.haar.engine.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsResponse;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;

/** Subscribing, and what there is to know and change about subscriptions. */
final class SubscriptionActions {
    private static final Set<String> PROTOCOLS =
            Set.of("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose");

    private static final String DELIVERY_POLICY = "DeliveryPolicy";

    private final Topics topics;
    private final Mobile mobile;
    private final Time time;

    SubscriptionActions(Topics topics, Mobile mobile, Time time) {
        this.topics = topics;
        this.mobile = mobile;
        this.time = time;
    }

    CompletionStage<SubscribeResponse> subscribe(SubscribeRequest request, Caller caller) {
        TopicAddress address = TopicArns.topic(request.topicArn(), "TopicArn", caller);
        new Violations().required("protocol", request.protocol()).check();
        if (!PROTOCOLS.contains(request.protocol())) {
            throw SnsErrors.invalid("Amazon SNS does not support this protocol string: " + request.protocol());
        }
        if (request.endpoint() == null) {
            throw SnsErrors.invalid("Endpoint");
        }
        if (request.protocol().equals("application")) {
            requireDevice(request.endpoint());
        }
        topics.subscriptions().check(address, request.protocol(), request.endpoint(), request.attributes());
        return topics.subscriptions()
                .subscribe(
                        address,
                        request.protocol(),
                        request.endpoint(),
                        caller.account(),
                        request.attributes(),
                        caller.baseUrl())
                .thenApply(subscription -> SubscribeResponse.builder()
                        .subscriptionArn(
                                subscription.isConfirmed() || Boolean.TRUE.equals(request.returnSubscriptionArn())
                                        ? subscription.arn()
                                        : "pending confirmation")
                        .build());
    }

    private void requireDevice(String endpoint) {
        boolean named = Arn.parse(endpoint)
                .filter(arn -> arn.service().equals("sns") && arn.resource().startsWith("endpoint/"))
                .isPresent();
        if (!named) {
            throw SnsErrors.invalid("Application endpoint arn invalid:" + endpoint);
        }
        if (!mobile.hasEndpoint(endpoint)) {
            throw SnsErrors.invalid("Endpoint Reason: Endpoint does not exist for endpoint arn " + endpoint);
        }
    }

    /** The topic's name is not looked at, only its region: AWS confirms what the token belongs to. */
    CompletionStage<ConfirmSubscriptionResponse> confirmSubscription(
            ConfirmSubscriptionRequest request, Caller caller) {
        new Violations()
                .required("topicArn", request.topicArn())
                .required("token", request.token())
                .check();
        String region = Arn.parse(request.topicArn())
                .filter(arn -> arn.service().equals("sns"))
                .map(Arn::region)
                .orElseThrow(() -> SnsErrors.invalid("Topic"));
        boolean guard = isTrue(request.authenticateOnUnsubscribe());
        return topics.subscriptions()
                .confirm(region, request.token(), isSigned(caller), guard)
                .thenApply(subscription -> ConfirmSubscriptionResponse.builder()
                        .subscriptionArn(subscription.arn())
                        .build());
    }

    CompletionStage<UnsubscribeResponse> unsubscribe(UnsubscribeRequest request, Caller caller) {
        String arn = isSigned(caller)
                ? TopicArns.subscription(request.subscriptionArn(), caller)
                // A link in a message is all that its reader has: it does not tell in which region it is followed.
                : TopicArns.subscription(request.subscriptionArn());
        return topics.subscriptions()
                .unsubscribe(arn, isSigned(caller), caller.baseUrl())
                .thenApply(done -> UnsubscribeResponse.builder().build());
    }

    private static boolean isSigned(Caller caller) {
        return caller.accessKeyId() != null;
    }

    private static boolean isTrue(String text) {
        if (text == null || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (!text.equalsIgnoreCase("true")) {
            throw SnsErrors.invalid("AuthenticateOnUnsubscribe");
        }
        return true;
    }

    CompletionStage<GetSubscriptionAttributesResponse> getSubscriptionAttributes(
            GetSubscriptionAttributesRequest request, Caller caller) {
        Subscription subscription =
                topics.subscriptions().get(TopicArns.subscription(request.subscriptionArn(), caller));
        Map<String, String> attributes = new TreeMap<>(subscription.attributes());
        if (subscription.filter().isEmpty()) {
            attributes.remove("FilterPolicyScope");
        }
        attributes.putIfAbsent("RawMessageDelivery", "false");
        attributes.put("SubscriptionArn", subscription.arn());
        attributes.put("TopicArn", subscription.topic().arn());
        attributes.put("Owner", subscription.owner());
        attributes.put("Protocol", subscription.protocol());
        attributes.put("Endpoint", subscription.endpoint());
        attributes.put("PendingConfirmation", Boolean.toString(!subscription.isConfirmed()));
        attributes.put("ConfirmationWasAuthenticated", Boolean.toString(subscription.wasAuthenticated()));
        if (subscription.protocol().startsWith("http")) {
            String ofTopic = topics.get(subscription.topic()).attributes().get(DELIVERY_POLICY);
            attributes.put(
                    "EffectiveDeliveryPolicy",
                    DeliveryPolicy.effectiveSubscription(ofTopic, attributes.get(DELIVERY_POLICY)));
        }
        subscription.replayStatus(time.millis()).ifPresent(status -> attributes.put("ReplayStatus", status));
        attributes.put("SubscriptionPrincipal", subscription.principal());
        return CompletableFuture.completedFuture(GetSubscriptionAttributesResponse.builder()
                .attributes(attributes)
                .build());
    }

    CompletionStage<SetSubscriptionAttributesResponse> setSubscriptionAttributes(
            SetSubscriptionAttributesRequest request, Caller caller) {
        String arn = TopicArns.subscription(request.subscriptionArn(), caller);
        new Violations().required("attributeName", request.attributeName()).check();
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        return topics.subscriptions()
                .configure(arn, request.attributeName(), value)
                .thenApply(done -> SetSubscriptionAttributesResponse.builder().build());
    }

    CompletionStage<ListSubscriptionsResponse> listSubscriptions(ListSubscriptionsRequest request, Caller caller) {
        List<Subscription> mine = topics.subscriptions()
                .list(subscription -> subscription.owner().equals(caller.account())
                        && subscription.topic().region().equals(caller.region()));
        Page<Subscription> page = Page.of(mine, Subscription::arn, request.nextToken());
        return CompletableFuture.completedFuture(ListSubscriptionsResponse.builder()
                .subscriptions(written(page))
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<ListSubscriptionsByTopicResponse> listSubscriptionsByTopic(
            ListSubscriptionsByTopicRequest request, Caller caller) {
        TopicAddress address = TopicArns.topic(request.topicArn(), "TopicArn", caller);
        Page<Subscription> page = Page.of(topics.subscriptions().of(address), Subscription::arn, request.nextToken());
        return CompletableFuture.completedFuture(ListSubscriptionsByTopicResponse.builder()
                .subscriptions(written(page))
                .nextToken(page.nextToken())
                .build());
    }

    private static List<software.amazon.awssdk.services.sns.model.Subscription> written(Page<Subscription> page) {
        return page.items().stream()
                .map(each -> software.amazon.awssdk.services.sns.model.Subscription.builder()
                        .subscriptionArn(each.isConfirmed() ? each.arn() : "PendingConfirmation")
                        .topicArn(each.topic().arn())
                        .owner(each.owner())
                        .protocol(each.protocol())
                        .endpoint(each.endpoint())
                        .build())
                .toList();
    }
}
