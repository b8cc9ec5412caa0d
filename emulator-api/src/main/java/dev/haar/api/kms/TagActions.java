package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.key.Key;
import dev.haar.kms.registry.Keys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;

/** The tags of keys. */
final class TagActions {
    private final Keys keys;
    private final Lookup lookup;

    TagActions(Keys keys, Lookup lookup) {
        this.keys = keys;
        this.lookup = lookup;
    }

    CompletionStage<TagResourceResponse> tagResource(TagResourceRequest request, Caller caller) {
        Tags.check(Inputs.keyId(request.keyId()).required("tags", request.hasTags() ? "" : null), request.tags())
                .check();
        return keys.tag(lookup.address(request.keyId(), caller), tags -> Tags.with(tags, request.tags()))
                .thenApply(key -> TagResourceResponse.builder().build());
    }

    CompletionStage<UntagResourceResponse> untagResource(UntagResourceRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId()).required("tagKeys", request.hasTagKeys() ? "" : null);
        for (int i = 0; i < request.tagKeys().size(); i++) {
            violations.length(
                    "tagKeys." + (i + 1) + ".member", request.tagKeys().get(i), 1, 128);
        }
        violations.check();
        return keys.tag(lookup.address(request.keyId(), caller), tags -> {
                    Map<String, String> rest = new TreeMap<>(tags);
                    rest.keySet().removeAll(request.tagKeys());
                    return rest;
                })
                .thenApply(key -> UntagResourceResponse.builder().build());
    }

    CompletionStage<ListResourceTagsResponse> listResourceTags(ListResourceTagsRequest request, Caller caller) {
        Key key = lookup.managed(request.keyId(), caller);
        Page<Map.Entry<String, String>> page = Page.of(
                List.copyOf(key.labels().tags().entrySet()), Map.Entry::getKey, request.limit(), 50, request.marker());
        Map<String, String> tags = new TreeMap<>();
        page.items().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return CompletableFuture.completedFuture(ListResourceTagsResponse.builder()
                .tags(Tags.of(tags))
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }
}
