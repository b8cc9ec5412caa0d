package dev.haar.api.sns;

import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.operator.Resettable;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.Body;
import dev.haar.api.service.Action;
import dev.haar.api.service.Refusals;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.api.sse.Encryption;
import dev.haar.core.arn.Arn;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.DeliveryLog;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.mobile.Mobile;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.sms.PhoneNumbers;
import dev.haar.engine.sms.SmsException;
import dev.haar.engine.topic.TopicException;
import dev.haar.engine.topic.TopicRules;
import dev.haar.engine.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import software.amazon.awssdk.services.sns.model.AddPermissionRequest;
import software.amazon.awssdk.services.sns.model.CheckIfPhoneNumberIsOptedOutRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.CreatePlatformApplicationRequest;
import software.amazon.awssdk.services.sns.model.CreatePlatformEndpointRequest;
import software.amazon.awssdk.services.sns.model.CreateSmsSandboxPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteEndpointRequest;
import software.amazon.awssdk.services.sns.model.DeletePlatformApplicationRequest;
import software.amazon.awssdk.services.sns.model.DeleteSmsSandboxPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.GetDataProtectionPolicyRequest;
import software.amazon.awssdk.services.sns.model.GetEndpointAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetPlatformApplicationAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSmsAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSmsSandboxAccountStatusRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.ListEndpointsByPlatformApplicationRequest;
import software.amazon.awssdk.services.sns.model.ListOriginationNumbersRequest;
import software.amazon.awssdk.services.sns.model.ListPhoneNumbersOptedOutRequest;
import software.amazon.awssdk.services.sns.model.ListPlatformApplicationsRequest;
import software.amazon.awssdk.services.sns.model.ListSmsSandboxPhoneNumbersRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.OptInPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PutDataProtectionPolicyRequest;
import software.amazon.awssdk.services.sns.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sns.model.SetEndpointAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetPlatformApplicationAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSmsAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.VerifySmsSandboxPhoneNumberRequest;

/** The actions of Amazon SNS that are built. */
public final class SnsService implements Service, Resettable {
    private static final Refusals<TopicException> REFUSALS =
            new Refusals<>(TopicException.class, (refusal, caller) -> SnsErrors.of(refusal));
    private static final Refusals<SmsException> SMS_REFUSALS =
            new Refusals<>(SmsException.class, (refusal, caller) -> SnsErrors.of(refusal));
    private static final int PASSWORDS = 1_000_000;

    private final SigningKey key;
    private final Executor workers;
    private final Time time;
    private final Topics topics;
    private final Mobile mobile;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final PhoneNumbers phones;
    private final DirectPublish direct;
    private final Encryption encryption;

    public SnsService(
            Time time,
            StateStore store,
            Queues queues,
            TopicRules rules,
            Encryption encryption,
            SigningKey key,
            Courier courier,
            Executor workers) {
        this.encryption = encryption;
        this.key = key;
        this.workers = workers;
        this.time = time;
        this.mobile = new Mobile(store, UUID::randomUUID);
        this.deliveries = new Deliveries(time, store, queues, courier, workers, new DeliveryLog(), encryption);
        this.phones = new PhoneNumbers(
                time,
                store,
                () -> String.format("%06d", ThreadLocalRandom.current().nextInt(PASSWORDS)));
        this.outbox = new Outbox(store, this::reaches);
        this.topics =
                new Topics(time, store, queues, rules, key, workers, deliveries, outbox, UUID::randomUUID, encryption);
        this.direct = new DirectPublish(time, mobile, phones, outbox);
        store.attach(topics);
        store.attach(mobile);
        store.attach(phones);
        store.attach(outbox);
        store.attach(deliveries);
    }

    /**
     * Adds the routes to the certificate that signatures are checked with, and to what has left or would have.
     *
     * @param account the account of those who name none
     * @param region the region of those who name none
     */
    public void mount(OperatorRoutes routes, String account, String region) {
        routes.getLater("/_haar/sns/certificate.pem", request -> certificate());
        // Under the name that messages give, whatever host they were told to find it at.
        routes.getLater(
                "/" + SigningKey.FILE + "{rest}",
                request -> certificate(SigningKey.FILE + request.variables().get("rest")));
        new DataProtectionActions(topics).mount(routes);
        new DeliveryRoutes(deliveries.log(), outbox, topics).mount(routes);
        new SnsMessages(outbox, account, region).mount(routes);
        new PhoneNumberActions(phones, time, outbox).mount(routes, account, region);
    }

    /** Whether a telephone or device takes messages: its owner may want none. */
    private boolean reaches(Delivery.Destination to) {
        return switch (to.protocol()) {
            case "application" -> mobile.isReachable(to.endpoint());
            case "sms" ->
                to.topicArn() == null
                        || Arn.parse(to.topicArn())
                                .filter(topic -> phones.isOptedOut(topic.account(), topic.region(), to.endpoint()))
                                .isEmpty();
            default -> true;
        };
    }

    private CompletableFuture<Answer> certificate() {
        return CompletableFuture.supplyAsync(key::pem, workers).thenApply(SnsService::pem);
    }

    private CompletableFuture<Answer> certificate(String file) {
        return CompletableFuture.supplyAsync(
                () -> file.equals(key.file()) ? pem(key.pem()) : JsonAnswer.error(404, "There is no such certificate."),
                workers);
    }

    private static Answer pem(String text) {
        return Answer.of(200, "application/x-pem-file", Body.of(text));
    }

    @Override
    public ServiceModel model() {
        return ServiceModel.SNS;
    }

    @Override
    public List<Action<?, ?>> actions() {
        TopicActions topic = new TopicActions(topics, time);
        TagActions tag = new TagActions(topics);
        SubscriptionActions subscription = new SubscriptionActions(topics, mobile, time);
        DataProtectionActions protection = new DataProtectionActions(topics);
        PublishActions publish = new PublishActions(topics, encryption, direct);
        PlatformActions platform = new PlatformActions(mobile);
        EndpointActions endpoint = new EndpointActions(mobile);
        SmsActions sms = new SmsActions(mobile);
        PhoneNumberActions phone = new PhoneNumberActions(phones, time, outbox);
        return List.of(
                REFUSALS.action("AddPermission", AddPermissionRequest::builder, topic::addPermission),
                REFUSALS.action(
                        "ConfirmSubscription", ConfirmSubscriptionRequest::builder, subscription::confirmSubscription),
                REFUSALS.action(
                        "CreatePlatformApplication",
                        CreatePlatformApplicationRequest::builder,
                        platform::createPlatformApplication),
                REFUSALS.action(
                        "CreatePlatformEndpoint",
                        CreatePlatformEndpointRequest::builder,
                        endpoint::createPlatformEndpoint),
                REFUSALS.action("CreateTopic", CreateTopicRequest::builder, topic::createTopic),
                REFUSALS.action("DeleteEndpoint", DeleteEndpointRequest::builder, endpoint::deleteEndpoint),
                REFUSALS.action(
                        "DeletePlatformApplication",
                        DeletePlatformApplicationRequest::builder,
                        platform::deletePlatformApplication),
                REFUSALS.action("DeleteTopic", DeleteTopicRequest::builder, topic::deleteTopic),
                REFUSALS.action(
                        "GetDataProtectionPolicy",
                        GetDataProtectionPolicyRequest::builder,
                        protection::getDataProtectionPolicy),
                REFUSALS.action(
                        "GetEndpointAttributes",
                        GetEndpointAttributesRequest::builder,
                        endpoint::getEndpointAttributes),
                REFUSALS.action(
                        "GetPlatformApplicationAttributes",
                        GetPlatformApplicationAttributesRequest::builder,
                        platform::getPlatformApplicationAttributes),
                REFUSALS.action("GetSMSAttributes", GetSmsAttributesRequest::builder, sms::getSmsAttributes),
                REFUSALS.action(
                        "GetSubscriptionAttributes",
                        GetSubscriptionAttributesRequest::builder,
                        subscription::getSubscriptionAttributes),
                REFUSALS.action("GetTopicAttributes", GetTopicAttributesRequest::builder, topic::getTopicAttributes),
                REFUSALS.action(
                        "ListEndpointsByPlatformApplication",
                        ListEndpointsByPlatformApplicationRequest::builder,
                        endpoint::listEndpointsByPlatformApplication),
                REFUSALS.action(
                        "ListPlatformApplications",
                        ListPlatformApplicationsRequest::builder,
                        platform::listPlatformApplications),
                REFUSALS.action(
                        "ListSubscriptions", ListSubscriptionsRequest::builder, subscription::listSubscriptions),
                REFUSALS.action(
                        "ListSubscriptionsByTopic",
                        ListSubscriptionsByTopicRequest::builder,
                        subscription::listSubscriptionsByTopic),
                REFUSALS.action("ListTagsForResource", ListTagsForResourceRequest::builder, tag::listTagsForResource),
                REFUSALS.action("ListTopics", ListTopicsRequest::builder, topic::listTopics),
                REFUSALS.action("Publish", PublishRequest::builder, publish::publish),
                REFUSALS.action("PublishBatch", PublishBatchRequest::builder, publish::publishBatch),
                REFUSALS.action(
                        "PutDataProtectionPolicy",
                        PutDataProtectionPolicyRequest::builder,
                        protection::putDataProtectionPolicy),
                REFUSALS.action("RemovePermission", RemovePermissionRequest::builder, topic::removePermission),
                REFUSALS.action(
                        "SetEndpointAttributes",
                        SetEndpointAttributesRequest::builder,
                        endpoint::setEndpointAttributes),
                REFUSALS.action(
                        "SetPlatformApplicationAttributes",
                        SetPlatformApplicationAttributesRequest::builder,
                        platform::setPlatformApplicationAttributes),
                REFUSALS.action("SetSMSAttributes", SetSmsAttributesRequest::builder, sms::setSmsAttributes),
                REFUSALS.action(
                        "SetSubscriptionAttributes",
                        SetSubscriptionAttributesRequest::builder,
                        subscription::setSubscriptionAttributes),
                REFUSALS.action("SetTopicAttributes", SetTopicAttributesRequest::builder, topic::setTopicAttributes),
                REFUSALS.action("Subscribe", SubscribeRequest::builder, subscription::subscribe),
                REFUSALS.action("TagResource", TagResourceRequest::builder, tag::tagResource),
                REFUSALS.action("Unsubscribe", UnsubscribeRequest::builder, subscription::unsubscribe),
                REFUSALS.action("UntagResource", UntagResourceRequest::builder, tag::untagResource),
                SMS_REFUSALS.action(
                        "CheckIfPhoneNumberIsOptedOut",
                        CheckIfPhoneNumberIsOptedOutRequest::builder,
                        phone::checkIfPhoneNumberIsOptedOut),
                SMS_REFUSALS.action(
                        "CreateSMSSandboxPhoneNumber",
                        CreateSmsSandboxPhoneNumberRequest::builder,
                        phone::createSmsSandboxPhoneNumber),
                SMS_REFUSALS.action(
                        "DeleteSMSSandboxPhoneNumber",
                        DeleteSmsSandboxPhoneNumberRequest::builder,
                        phone::deleteSmsSandboxPhoneNumber),
                SMS_REFUSALS.action(
                        "GetSMSSandboxAccountStatus",
                        GetSmsSandboxAccountStatusRequest::builder,
                        phone::getSmsSandboxAccountStatus),
                SMS_REFUSALS.action(
                        "ListOriginationNumbers",
                        ListOriginationNumbersRequest::builder,
                        phone::listOriginationNumbers),
                SMS_REFUSALS.action(
                        "ListPhoneNumbersOptedOut",
                        ListPhoneNumbersOptedOutRequest::builder,
                        phone::listPhoneNumbersOptedOut),
                SMS_REFUSALS.action(
                        "ListSMSSandboxPhoneNumbers",
                        ListSmsSandboxPhoneNumbersRequest::builder,
                        phone::listSmsSandboxPhoneNumbers),
                SMS_REFUSALS.action("OptInPhoneNumber", OptInPhoneNumberRequest::builder, phone::optInPhoneNumber),
                SMS_REFUSALS.action(
                        "VerifySMSSandboxPhoneNumber",
                        VerifySmsSandboxPhoneNumberRequest::builder,
                        phone::verifySmsSandboxPhoneNumber));
    }

    @Override
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new LinkedHashMap<>();
        holdings.put("topics", (long) topics.list(address -> true).size());
        holdings.put("subscriptions", (long)
                topics.subscriptions().list(each -> true).size());
        return holdings;
    }

    @Override
    public String service() {
        return model().id();
    }

    @Override
    public void reset(Optional<String> account, Optional<String> region) {
        BiPredicate<String, String> theirs =
                (inAccount, inRegion) -> account.map(inAccount::equals).orElse(true)
                        && region.map(inRegion::equals).orElse(true);
        topics.reset(address -> theirs.test(address.account(), address.region()));
        mobile.reset(theirs);
        phones.reset(theirs);
        deliveries.reset(arn -> isTheirs(theirs, arn));
        outbox.reset(message -> isTheirs(theirs, owner(message.to())));
    }

    private static boolean isTheirs(BiPredicate<String, String> theirs, String arn) {
        return Arn.parse(arn)
                .filter(each -> theirs.test(each.account(), each.region()))
                .isPresent();
    }

    /** Whose a message is: the topic's, or the device's it was published to. */
    private static String owner(Delivery.Destination to) {
        return to.topicArn() == null ? to.endpoint() : to.topicArn();
    }
}
