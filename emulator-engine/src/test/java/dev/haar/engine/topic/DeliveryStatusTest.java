package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attempts to deliver AWS would write to CloudWatch Logs. */
class DeliveryStatusTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/logs";

    private static Topic topic(Map<String, String> attributes) {
        return new Topic(new TopicAddress("000000000000", "us-east-1", "news"), attributes, Map.of(), 0);
    }

    private static Attempt attempt(String protocol, Outcome outcome, int message) {
        Delivery.Destination to = new Delivery.Destination("topic", "subscription", protocol, "endpoint", null);
        return new Attempt(Instant.EPOCH, to, "message " + message, 1, outcome, 200, "");
    }

    private static long logged(Topic topic, String protocol, Outcome outcome) {
        return IntStream.range(0, 1000)
                .filter(i -> DeliveryStatus.isLogged(topic, attempt(protocol, outcome, i)))
                .count();
    }

    @ParameterizedTest
    @CsvSource({"http,HTTP", "https,HTTP", "sqs,SQS", "lambda,Lambda", "firehose,Firehose", "application,Application"})
    void role_hasItsProtocolLogged(String protocol, String prefix) {
        Topic success = topic(Map.of(prefix + "SuccessFeedbackRoleArn", ROLE));
        assertThat(logged(success, protocol, Outcome.DELIVERED)).isEqualTo(1000);
        assertThat(logged(success, protocol, Outcome.FAILED)).isZero();
        Topic failure = topic(Map.of(prefix + "FailureFeedbackRoleArn", ROLE));
        assertThat(logged(failure, protocol, Outcome.DELIVERED)).isZero();
        assertThat(logged(failure, protocol, Outcome.FAILED)).isEqualTo(1000);
        assertThat(logged(failure, protocol, Outcome.DEAD_LETTERED)).isEqualTo(1000);
        assertThat(logged(failure, protocol, Outcome.RETRYING)).isZero();
        assertThat(logged(failure, "sms", Outcome.FAILED)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "20,100,300", "100,1000,1000"})
    void sampleRate_isThePartOfSuccesses(String rate, int least, int most) {
        Topic topic = topic(Map.of("SQSSuccessFeedbackRoleArn", ROLE, "SQSSuccessFeedbackSampleRate", rate));
        assertThat(logged(topic, "sqs", Outcome.DELIVERED)).isBetween((long) least, (long) most);
    }

    @Test
    void maximumMessageSize_isFromOneKibibyteToOneMebibyte() {
        assertThat(LargeMessages.isSize("1023")).isFalse();
        assertThat(LargeMessages.isSize("1024")).isTrue();
        assertThat(LargeMessages.isSize("1048576")).isTrue();
        assertThat(LargeMessages.isSize("1048577")).isFalse();
        assertThat(LargeMessages.isSize("many")).isFalse();
        assertThat(topic(Map.of()).maximumMessageSize()).isEqualTo(262_144);
    }
}
