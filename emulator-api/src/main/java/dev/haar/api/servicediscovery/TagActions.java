package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.servicediscovery.registry.Tags;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.servicediscovery.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.TagResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.TagResourceResponse;
import software.amazon.awssdk.services.servicediscovery.model.UntagResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UntagResourceResponse;

/** The tags of namespaces and services. */
final class TagActions {
    private final Tags tags;

    TagActions(Tags tags) {
        this.tags = tags;
    }

    CompletionStage<ListTagsForResourceResponse> listTagsForResource(
            ListTagsForResourceRequest request, Caller caller) {
        new Inputs().resource(request.resourceARN()).check();
        return CompletableFuture.completedFuture(ListTagsForResourceResponse.builder()
                .tags(tags.of(request.resourceARN()).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> Tag.builder()
                                .key(each.getKey())
                                .value(each.getValue())
                                .build())
                        .toList())
                .build());
    }

    CompletionStage<TagResourceResponse> tagResource(TagResourceRequest request, Caller caller) {
        Inputs inputs = new Inputs().resource(request.resourceARN());
        inputs.violations().required("tags", request.hasTags() ? true : null);
        inputs.tags(request.tags()).check();
        return tags.tag(
                        request.resourceARN(),
                        request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> other)))
                .thenApply(done -> TagResourceResponse.builder().build());
    }

    CompletionStage<UntagResourceResponse> untagResource(UntagResourceRequest request, Caller caller) {
        Inputs inputs = new Inputs().resource(request.resourceARN());
        inputs.violations().required("tagKeys", request.hasTagKeys() ? true : null);
        inputs.tagKeys(request.tagKeys()).check();
        return tags.untag(request.resourceARN(), request.tagKeys())
                .thenApply(done -> UntagResourceResponse.builder().build());
    }
}
