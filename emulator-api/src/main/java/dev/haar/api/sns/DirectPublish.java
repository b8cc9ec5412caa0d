package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.mobile.Mobile;
import dev.haar.engine.mobile.PlatformApplication;
import dev.haar.engine.mobile.PlatformEndpoint;
import dev.haar.engine.sms.PhoneNumbers;
import dev.haar.engine.topic.TopicError;
import dev.haar.engine.topic.TopicException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Publishing to one telephone or device, without a topic. */
final class DirectPublish {
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+?\\d{5,15}(-\\d+)*");

    /** Characters of all parts of a text message together. */
    private static final int LONGEST_TEXT = 1600;

    /** Bytes of a message to a device, attributes included. */
    private static final int LARGEST = 262_144;

    private final Time time;
    private final Mobile mobile;
    private final PhoneNumbers phones;
    private final Outbox outbox;

    DirectPublish(Time time, Mobile mobile, PhoneNumbers phones, Outbox outbox) {
        this.time = time;
        this.mobile = mobile;
        this.phones = phones;
        this.outbox = outbox;
    }

    CompletionStage<PublishResponse> toPhone(PublishRequest request, Caller caller) {
        if (request.topicArn() != null || request.targetArn() != null) {
            throw SnsErrors.invalid("PhoneNumber Reason: only one of TopicArn, TargetArn and PhoneNumber may be given");
        }
        if (!PHONE_NUMBER.matcher(request.phoneNumber()).matches()) {
            throw SnsErrors.invalid("PhoneNumber Reason: " + request.phoneNumber() + " is not valid to publish to");
        }
        if (phones.isOptedOut(caller.account(), caller.region(), request.phoneNumber())) {
            throw SnsErrors.invalid("PhoneNumber Reason: " + request.phoneNumber() + " is opted out");
        }
        new Violations().required("message", request.message()).check();
        MessageAttributes attributes = AttributeValues.ofMessage(request.messageAttributes());
        SmsSettings.check(attributes);
        String body = Publications.body(request.message(), request.messageStructure(), request.subject(), "sms");
        if (body.codePointCount(0, body.length()) > LONGEST_TEXT) {
            throw SnsErrors.invalid("Message too long");
        }
        return capture(request, body, new Delivery.Destination(null, null, "sms", request.phoneNumber(), null));
    }

    CompletionStage<PublishResponse> toDevice(PublishRequest request, Caller caller) {
        String arn = request.targetArn();
        if (!mobile.hasEndpoint(arn)) {
            throw SnsErrors.invalid("TargetArn Reason: No endpoint found for the target arn specified");
        }
        PlatformEndpoint endpoint = mobile.endpoint(MobileArns.endpoint(arn, caller));
        PlatformApplication application = mobile.application(endpoint.application());
        if (!application.isEnabled()) {
            throw new TopicException(TopicError.APPLICATION_DISABLED, "Platform application is disabled");
        }
        if (!endpoint.isEnabled()) {
            throw new TopicException(TopicError.ENDPOINT_DISABLED, "Endpoint is disabled");
        }
        new Violations().required("message", request.message()).check();
        PublishActions.requireSmall(request.message(), AttributeValues.ofMessage(request.messageAttributes()), LARGEST);
        return capture(
                request,
                Publications.toDevice(
                        request.message(),
                        request.messageStructure(),
                        request.subject(),
                        application.address().platform()),
                new Delivery.Destination(null, null, "application", arn, null));
    }

    private CompletionStage<PublishResponse> capture(PublishRequest request, String body, Delivery.Destination to) {
        String id = UUID.randomUUID().toString();
        return outbox.capture(new Captured(UUID.randomUUID(), time.millis(), to, id, request.subject(), body, null))
                .thenApply(kept -> PublishResponse.builder().messageId(id).build());
    }
}
