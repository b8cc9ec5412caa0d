package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** TagQueue, UntagQueue and ListQueueTags. */
class TagsIT extends SqsTest {
    private static final int MOST = 50;

    TagsIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void tags_areAddedChangedAndTakenAway() {
        String queue = queue("orders");
        assertThat(tags(queue)).isEmpty();

        tag(queue, Map.of("team", "blue", "stage", ""));
        tag(queue, Map.of("team", "green", "Team", "grey"));
        assertThat(tags(queue)).isEqualTo(Map.of("team", "green", "stage", "", "Team", "grey"));

        sqs.untagQueue(r -> r.queueUrl(queue).tagKeys("team", "never-there"));
        assertThat(tags(queue)).isEqualTo(Map.of("stage", "", "Team", "grey"));
    }

    @Test
    void tooManyTags_areRefused() {
        String queue = queue("orders");
        Map<String, String> most =
                IntStream.range(0, MOST).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v" + i));
        tag(queue, most);
        Refusals.INVALID_PARAMETER.expect(() -> tag(queue, Map.of("one", "more")), "Too many tags added for queue");
        assertThat(tags(queue)).isEqualTo(most);
    }

    @Test
    void tagsOfNoQueue_areRefused() {
        String nowhere = haar.endpoint() + "/000000000000/nowhere";
        Refusals.NO_QUEUE.expect(() -> tags(nowhere), "The specified queue does not exist.");
        Refusals.NO_QUEUE.expect(() -> tag(nowhere, Map.of("a", "b")), "The specified queue does not exist.");
        Refusals.NO_QUEUE.expect(
                () -> sqs.untagQueue(r -> r.queueUrl(nowhere).tagKeys("a")), "The specified queue does not exist.");
    }

    private void tag(String queue, Map<String, String> tags) {
        sqs.tagQueue(r -> r.queueUrl(queue).tags(tags));
    }

    private Map<String, String> tags(String queue) {
        return sqs.listQueueTags(r -> r.queueUrl(queue)).tags();
    }
}
