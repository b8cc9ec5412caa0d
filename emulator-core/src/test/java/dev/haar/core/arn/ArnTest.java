package dev.haar.core.arn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {
    @Test
    void of_takesThePartitionOfTheRegion() {
        assertThat(Arn.of("sqs", "eu-west-1", "123456789012", "q")).hasToString("arn:aws:sqs:eu-west-1:123456789012:q");
        assertThat(Arn.of("sqs", "cn-north-1", "123456789012", "q").partition()).isEqualTo("aws-cn");
        assertThat(Arn.of("sqs", "us-gov-west-1", "123456789012", "q").partition())
                .isEqualTo("aws-us-gov");
    }

    @Test
    void parse_readsWhatItWrote_colonsInTheResourceIncluded() {
        Arn arn = Arn.of("sns", "us-east-1", "123456789012", "topic:subscription");
        assertThat(Arn.parse(arn.toString())).contains(arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:aws:sqs:us-east-1:123456789012",
                "arn:aws:sqs:us-east-1:123456789012:",
                "x:aws:sqs:r:a:q"
            })
    void parse_refusesTheRest(String text) {
        assertThat(Arn.parse(text)).isEmpty();
    }
}
