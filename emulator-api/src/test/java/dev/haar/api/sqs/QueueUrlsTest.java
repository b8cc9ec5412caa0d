package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.api.error.AwsException;
import dev.haar.api.service.Caller;
import dev.haar.engine.queue.QueueAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueUrlsTest {
    private static Caller caller(String path, boolean isQuery) {
        return new Caller(
                "000000000000", "us-east-1", "000000000000", "http://localhost:4566", path, null, isQuery, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4566/111111111111/q, 111111111111, us-east-1",
        "http://localhost:4566/111111111111/q/, 111111111111, us-east-1",
        "http://other.host/111111111111/q, 111111111111, us-east-1",
        "https://sqs.eu-west-1.amazonaws.com/111111111111/q, 111111111111, eu-west-1",
        "http://sqs.eu-west-1.localhost:4566/111111111111/q, 111111111111, eu-west-1",
        "https://eu-central-1.queue.amazonaws.com/111111111111/q, 111111111111, eu-central-1",
        "http://localhost:4566/queue/ap-south-1/111111111111/q, 111111111111, ap-south-1",
        "http://localhost:4566/q, 000000000000, us-east-1",
        "http://localhost:4566/prefix/q, 000000000000, us-east-1",
        "/111111111111/q, 111111111111, us-east-1",
        "111111111111/q, 111111111111, us-east-1",
        "//111111111111/q, 111111111111, us-east-1",
        "q, 000000000000, us-east-1"
    })
    void everyForm_isRead(String url, String account, String region) {
        assertThat(QueueUrls.address(url, caller("/", false))).isEqualTo(new QueueAddress(account, region, "q"));
    }

    @Test
    void withoutAUrl_thePathCounts() {
        assertThat(QueueUrls.address(null, caller("/111111111111/q", true)))
                .isEqualTo(new QueueAddress("111111111111", "us-east-1", "q"));
        assertThatThrownBy(() -> QueueUrls.address(null, caller("/", true)))
                .hasMessage("The address http://localhost:4566/ is not valid for this endpoint.");
        assertThatThrownBy(() -> QueueUrls.address("", caller("/", false)))
                .hasMessage("The request must contain the parameter QueueUrl.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4566", "http://localhost:4566/", "/", "http://local host/q"})
    void whatNamesNoQueue_isRefused(String url) {
        assertThatThrownBy(() -> QueueUrls.address(url, caller("/", false))).isInstanceOf(AwsException.class);
    }

    @Test
    void url_isMadeOfTheHostThatTheClientUsed() {
        QueueAddress queue = new QueueAddress("111111111111", "eu-west-1", "q");
        assertThat(QueueUrls.url(queue, caller("/", false))).isEqualTo("http://localhost:4566/111111111111/q");
    }
}
