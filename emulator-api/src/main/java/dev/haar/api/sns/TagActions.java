package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.engine.topic.Topic;
import dev.haar.engine.topic.TopicAddress;
import dev.haar.engine.topic.TopicError;
import dev.haar.engine.topic.TopicException;
import dev.haar.engine.topic.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceResponse;

/**
 * The tags of topics. A topic that is not there is to these actions a resource that is not there.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html">Tagging topics</a>
 */
final class TagActions {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private final Topics topics;

    TagActions(Topics topics) {
        this.topics = topics;
    }

    CompletionStage<TagResourceResponse> tagResource(TagResourceRequest request, Caller caller) {
        TopicAddress address = resource(request.resourceArn(), caller);
        new Violations()
                .required("tags", request.hasTags() ? request.tags() : null)
                .check();
        Map<String, String> added = tags(request.tags());
        find(address);
        return topics.tag(address, tags -> {
                    Map<String, String> all = new TreeMap<>(tags);
                    all.putAll(added);
                    return all;
                })
                .thenApply(done -> TagResourceResponse.builder().build());
    }

    CompletionStage<UntagResourceResponse> untagResource(UntagResourceRequest request, Caller caller) {
        TopicAddress address = resource(request.resourceArn(), caller);
        new Violations()
                .required("tagKeys", request.hasTagKeys() ? request.tagKeys() : null)
                .check();
        find(address);
        return topics.tag(address, tags -> {
                    Map<String, String> rest = new TreeMap<>(tags);
                    rest.keySet().removeAll(request.tagKeys());
                    return rest;
                })
                .thenApply(done -> UntagResourceResponse.builder().build());
    }

    CompletionStage<ListTagsForResourceResponse> listTagsForResource(
            ListTagsForResourceRequest request, Caller caller) {
        Topic topic = find(resource(request.resourceArn(), caller));
        return CompletableFuture.completedFuture(ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(topic.tags())
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build());
    }

    /** Tags that are given, checked. */
    static Map<String, String> tags(List<Tag> tags) {
        Violations violations = new Violations();
        for (int i = 0; i < tags.size(); i++) {
            String path = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            violations
                    .required(path + "key", tag.key())
                    .length(path + "key", tag.key(), 1, LONGEST_KEY)
                    .required(path + "value", tag.value())
                    .length(path + "value", tag.value(), 0, LONGEST_VALUE);
        }
        violations.check();
        Map<String, String> all = new TreeMap<>();
        for (Tag tag : tags) {
            if (all.put(tag.key(), tag.value()) != null) {
                throw SnsErrors.invalid("Duplicated keys are not allowed.");
            }
            boolean reserved = tag.key().toLowerCase(Locale.ROOT).startsWith("aws:");
            if (reserved
                    || !TEXT.matcher(tag.key()).matches()
                    || !TEXT.matcher(tag.value()).matches()) {
                throw SnsErrors.invalid("Tags Reason: The given tag(s) contain invalid characters");
            }
        }
        return all;
    }

    private static TopicAddress resource(String arn, Caller caller) {
        return TopicArns.topic(arn, "ResourceArn", caller);
    }

    private Topic find(TopicAddress address) {
        try {
            return topics.get(address);
        } catch (TopicException e) {
            throw e.error() == TopicError.NOT_FOUND ? SnsErrors.noResource() : e;
        }
    }
}
