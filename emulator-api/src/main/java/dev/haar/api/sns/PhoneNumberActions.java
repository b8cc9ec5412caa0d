package dev.haar.api.sns;

import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.sms.PhoneNumbers;
import dev.haar.engine.sms.SandboxNumber;
import dev.haar.engine.sms.SmsException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.CheckIfPhoneNumberIsOptedOutRequest;
import software.amazon.awssdk.services.sns.model.CheckIfPhoneNumberIsOptedOutResponse;
import software.amazon.awssdk.services.sns.model.CreateSmsSandboxPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.CreateSmsSandboxPhoneNumberResponse;
import software.amazon.awssdk.services.sns.model.DeleteSmsSandboxPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.DeleteSmsSandboxPhoneNumberResponse;
import software.amazon.awssdk.services.sns.model.GetSmsSandboxAccountStatusRequest;
import software.amazon.awssdk.services.sns.model.GetSmsSandboxAccountStatusResponse;
import software.amazon.awssdk.services.sns.model.LanguageCodeString;
import software.amazon.awssdk.services.sns.model.ListOriginationNumbersRequest;
import software.amazon.awssdk.services.sns.model.ListOriginationNumbersResponse;
import software.amazon.awssdk.services.sns.model.ListPhoneNumbersOptedOutRequest;
import software.amazon.awssdk.services.sns.model.ListPhoneNumbersOptedOutResponse;
import software.amazon.awssdk.services.sns.model.ListSmsSandboxPhoneNumbersRequest;
import software.amazon.awssdk.services.sns.model.ListSmsSandboxPhoneNumbersResponse;
import software.amazon.awssdk.services.sns.model.OptInPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.OptInPhoneNumberResponse;
import software.amazon.awssdk.services.sns.model.SMSSandboxPhoneNumber;
import software.amazon.awssdk.services.sns.model.SMSSandboxPhoneNumberVerificationStatus;
import software.amazon.awssdk.services.sns.model.VerifySmsSandboxPhoneNumberRequest;
import software.amazon.awssdk.services.sns.model.VerifySmsSandboxPhoneNumberResponse;

/** Who wants no text messages, and to whom they may be sent from the sandbox. */
final class PhoneNumberActions {
    private static final Pattern NUMBER = Pattern.compile("^(\\+[0-9]{8,}|[0-9]{0,9})$");
    private static final Pattern PASSWORD = Pattern.compile("^[0-9]+$");
    private static final int LONGEST = 20;
    private static final int PAGE = 100;
    private static final int ORIGINATION_PAGE = 30;

    private final PhoneNumbers numbers;
    private final Time time;
    private final Outbox outbox;

    PhoneNumberActions(PhoneNumbers numbers, Time time, Outbox outbox) {
        this.numbers = numbers;
        this.time = time;
        this.outbox = outbox;
    }

    /** Adds the route by which a test has a telephone's owner answer STOP. */
    void mount(OperatorRoutes routes, String account, String region) {
        routes.postLater("/_haar/sns/opted-out/{number}", request -> optOut(request, account, region));
    }

    private CompletableFuture<Answer> optOut(OperatorRequest request, String account, String region) {
        String number = request.variables().get("number");
        try {
            return numbers.optOut(
                            request.parameter("account").orElse(account),
                            request.parameter("region").orElse(region),
                            number)
                    .thenApply(done -> JsonAnswer.of(200, json -> json.writeStringField("optedOut", number)));
        } catch (SmsException e) {
            return CompletableFuture.completedFuture(JsonAnswer.error(400, e.getMessage()));
        }
    }

    CompletionStage<CheckIfPhoneNumberIsOptedOutResponse> checkIfPhoneNumberIsOptedOut(
            CheckIfPhoneNumberIsOptedOutRequest request, Caller caller) {
        new Violations().required("phoneNumber", request.phoneNumber()).check();
        PhoneNumbers.check(request.phoneNumber());
        return CompletableFuture.completedFuture(CheckIfPhoneNumberIsOptedOutResponse.builder()
                .isOptedOut(numbers.isOptedOut(caller.account(), caller.region(), request.phoneNumber()))
                .build());
    }

    CompletionStage<ListPhoneNumbersOptedOutResponse> listPhoneNumbersOptedOut(
            ListPhoneNumbersOptedOutRequest request, Caller caller) {
        Page<String> page =
                Page.of(numbers.optedOut(caller.account(), caller.region()), Function.identity(), request.nextToken());
        return CompletableFuture.completedFuture(ListPhoneNumbersOptedOutResponse.builder()
                .phoneNumbers(page.items())
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<OptInPhoneNumberResponse> optInPhoneNumber(OptInPhoneNumberRequest request, Caller caller) {
        new Violations().required("phoneNumber", request.phoneNumber()).check();
        return numbers.optIn(caller.account(), caller.region(), request.phoneNumber())
                .thenApply(done -> OptInPhoneNumberResponse.builder().build());
    }

    CompletionStage<CreateSmsSandboxPhoneNumberResponse> createSmsSandboxPhoneNumber(
            CreateSmsSandboxPhoneNumberRequest request, Caller caller) {
        List<String> languages = LanguageCodeString.knownValues().stream()
                .map(Object::toString)
                .sorted()
                .toList();
        number(request.phoneNumber())
                .oneOf("languageCode", request.languageCodeAsString(), languages)
                .check();
        return numbers.add(caller.account(), caller.region(), request.phoneNumber())
                .thenCompose(this::tell)
                .thenApply(told -> CreateSmsSandboxPhoneNumberResponse.builder().build());
    }

    /** The password goes where all text messages go. */
    private CompletableFuture<Captured> tell(SandboxNumber number) {
        return outbox.capture(new Captured(
                UUID.randomUUID(),
                time.millis(),
                new Delivery.Destination(null, null, "sms", number.number(), null),
                UUID.randomUUID().toString(),
                null,
                "Your verification code is " + number.password(),
                null));
    }

    CompletionStage<VerifySmsSandboxPhoneNumberResponse> verifySmsSandboxPhoneNumber(
            VerifySmsSandboxPhoneNumberRequest request, Caller caller) {
        number(request.phoneNumber())
                .required("oneTimePassword", request.oneTimePassword())
                .length("oneTimePassword", request.oneTimePassword(), 5, 8)
                .pattern("oneTimePassword", request.oneTimePassword(), PASSWORD)
                .check();
        return numbers.verify(caller.account(), caller.region(), request.phoneNumber(), request.oneTimePassword())
                .thenApply(done -> VerifySmsSandboxPhoneNumberResponse.builder().build());
    }

    CompletionStage<DeleteSmsSandboxPhoneNumberResponse> deleteSmsSandboxPhoneNumber(
            DeleteSmsSandboxPhoneNumberRequest request, Caller caller) {
        number(request.phoneNumber()).check();
        return numbers.remove(caller.account(), caller.region(), request.phoneNumber())
                .thenApply(done -> DeleteSmsSandboxPhoneNumberResponse.builder().build());
    }

    CompletionStage<ListSmsSandboxPhoneNumbersResponse> listSmsSandboxPhoneNumbers(
            ListSmsSandboxPhoneNumbersRequest request, Caller caller) {
        new Violations().range("maxResults", request.maxResults(), 1, PAGE).check();
        int size = request.maxResults() == null ? PAGE : request.maxResults();
        Page<SandboxNumber> page = Page.of(
                numbers.inSandbox(caller.account(), caller.region()), SandboxNumber::number, request.nextToken(), size);
        return CompletableFuture.completedFuture(ListSmsSandboxPhoneNumbersResponse.builder()
                .phoneNumbers(page.items().stream()
                        .map(each -> SMSSandboxPhoneNumber.builder()
                                .phoneNumber(each.number())
                                .status(
                                        each.verified()
                                                ? SMSSandboxPhoneNumberVerificationStatus.VERIFIED
                                                : SMSSandboxPhoneNumberVerificationStatus.PENDING)
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    /** Haar lets everybody out of the sandbox: messages go no further than the outbox. */
    CompletionStage<GetSmsSandboxAccountStatusResponse> getSmsSandboxAccountStatus(
            GetSmsSandboxAccountStatusRequest request, Caller caller) {
        return CompletableFuture.completedFuture(
                GetSmsSandboxAccountStatusResponse.builder().isInSandbox(false).build());
    }

    /** They are bought elsewhere, with AWS End User Messaging; nobody has any here. */
    CompletionStage<ListOriginationNumbersResponse> listOriginationNumbers(
            ListOriginationNumbersRequest request, Caller caller) {
        new Violations()
                .range("maxResults", request.maxResults(), 1, ORIGINATION_PAGE)
                .check();
        return CompletableFuture.completedFuture(
                ListOriginationNumbersResponse.builder().phoneNumbers(List.of()).build());
    }

    private static Violations number(String number) {
        return new Violations()
                .required("phoneNumber", number)
                .length("phoneNumber", number, 0, LONGEST)
                .pattern("phoneNumber", number, NUMBER);
    }
}
