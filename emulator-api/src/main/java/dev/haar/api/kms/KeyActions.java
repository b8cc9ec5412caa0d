package dev.haar.api.kms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.arn.Arn;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyState;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Keys;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.CustomerMasterKeySpec;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;

/** Making, describing, enabling and deleting keys, their policies and tags. */
// AWS deprecates the member CustomerMasterKeySpec and still takes and returns it.
@SuppressWarnings("deprecation")
final class KeyActions {
    private static final int MOST_TAGS = 50;

    private final Keys keys;
    private final Time time;
    private final Executor workers;

    KeyActions(Keys keys, Time time, Executor workers) {
        this.keys = keys;
        this.time = time;
        this.workers = workers;
    }

    /** <a href="https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html">API</a>. */
    CompletionStage<CreateKeyResponse> createKey(CreateKeyRequest request, Caller caller) {
        Violations violations = new Violations()
                .length("policy", request.policy(), 1, 131_072)
                .length("description", request.description(), 0, 8192)
                .oneOf("keyUsage", request.keyUsageAsString(), Inputs.names(KeyUsageType.knownValues()))
                .oneOf(
                        "customerMasterKeySpec",
                        request.customerMasterKeySpecAsString(),
                        Inputs.names(CustomerMasterKeySpec.knownValues()))
                .oneOf(
                        "keySpec",
                        request.keySpecAsString(),
                        Inputs.names(software.amazon.awssdk.services.kms.model.KeySpec.knownValues()))
                .oneOf("origin", request.originAsString(), Inputs.names(OriginType.knownValues()));
        tags(violations, request.tags());
        violations.check();
        if (request.keySpec() != null && request.customerMasterKeySpec() != null) {
            throw KmsException.invalid(
                    "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.");
        }
        String named = request.keySpec() != null
                ? request.keySpecAsString()
                : request.customerMasterKeySpec() != null
                        ? request.customerMasterKeySpecAsString()
                        : KeySpec.SYMMETRIC_DEFAULT.name();
        if (request.originAsString() != null && request.origin() != OriginType.AWS_KMS) {
            throw KmsErrors.notBuilt("CreateKey with the origin " + request.originAsString());
        }
        if (Boolean.TRUE.equals(request.multiRegion())) {
            throw KmsErrors.notBuilt("CreateKey with MultiRegion");
        }
        KeySpec spec = spec(named);
        if (request.keyUsage() == null && spec != KeySpec.SYMMETRIC_DEFAULT) {
            throw KmsException.invalid(
                    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        }
        KeyUsage usage = request.keyUsage() == null
                ? KeyUsage.ENCRYPT_DECRYPT
                : KeyUsage.valueOf(request.keyUsage().toString());
        if (!spec.usages().contains(usage)) {
            throw KmsException.invalid("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
        }
        Map<String, String> tags = withTags(Map.of(), request.tags());
        String policy = request.policy() == null ? defaultPolicy(caller) : policy(request.policy());
        String description = request.description() == null ? "" : request.description();
        KeyAddress address = new KeyAddress(
                caller.account(), caller.region(), UUID.randomUUID().toString());
        return CompletableFuture.supplyAsync(() -> KeyMaker.material(spec), workers)
                .thenCompose(material -> keys.create(new Key(
                        address,
                        spec,
                        usage,
                        KeyState.ENABLED,
                        description,
                        policy,
                        tags,
                        List.of(material),
                        time.millis(),
                        0)))
                .thenApply(key -> CreateKeyResponse.builder()
                        .keyMetadata(KeyForms.metadata(key))
                        .build());
    }

    private static KeySpec spec(String name) {
        for (KeySpec spec : KeySpec.values()) {
            if (spec.name().equals(name)) {
                return spec;
            }
        }
        throw KmsErrors.notBuilt("CreateKey with the key spec " + name);
    }

    private static String defaultPolicy(Caller caller) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "arn:%s:iam::%s:root"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".formatted(Arn.partitionOf(caller.region()), caller.account());
    }

    /** The policy as it was given, if it is a JSON object; what it says is not judged yet. */
    private static String policy(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            json.skipChildren();
            if (json.nextToken() != null) {
                throw malformed();
            }
            return text;
        } catch (IOException e) {
            throw malformed();
        }
    }

    private static KmsException malformed() {
        return new KmsException(KmsError.MALFORMED_POLICY, "The new key policy is not a valid JSON document.");
    }

    CompletionStage<DescribeKeyResponse> describeKey(DescribeKeyRequest request, Caller caller) {
        Inputs.keyId(request.keyId()).check();
        Key key = keys.byAnyName(request.keyId(), caller.account(), caller.region());
        return done(DescribeKeyResponse.builder()
                .keyMetadata(KeyForms.metadata(key))
                .build());
    }

    CompletionStage<ListKeysResponse> listKeys(ListKeysRequest request, Caller caller) {
        Page<Key> page = Page.of(
                keys.list(caller.account(), caller.region()),
                key -> key.address().id(),
                request.limit(),
                100,
                request.marker());
        return done(ListKeysResponse.builder()
                .keys(page.items().stream()
                        .map(key -> KeyListEntry.builder()
                                .keyId(key.address().id())
                                .keyArn(key.arn())
                                .build())
                        .toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    CompletionStage<EnableKeyResponse> enableKey(EnableKeyRequest request, Caller caller) {
        return keys.enable(address(request.keyId(), caller), true)
                .thenApply(key -> EnableKeyResponse.builder().build());
    }

    CompletionStage<DisableKeyResponse> disableKey(DisableKeyRequest request, Caller caller) {
        return keys.enable(address(request.keyId(), caller), false)
                .thenApply(key -> DisableKeyResponse.builder().build());
    }

    CompletionStage<UpdateKeyDescriptionResponse> updateKeyDescription(
            UpdateKeyDescriptionRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .required("description", request.description())
                .length("description", request.description(), 0, 8192)
                .check();
        return keys.describe(address(request.keyId(), caller), request.description())
                .thenApply(key -> UpdateKeyDescriptionResponse.builder().build());
    }

    CompletionStage<ScheduleKeyDeletionResponse> scheduleKeyDeletion(
            ScheduleKeyDeletionRequest request, Caller caller) {
        KeyAddress address = address(request.keyId(), caller);
        int days = request.pendingWindowInDays() == null ? 30 : request.pendingWindowInDays();
        if (days < 7 || days > 30) {
            throw KmsException.invalid("PendingWindowInDays should be between 7 and 30 days (inclusive).");
        }
        return keys.scheduleDeletion(address, days)
                .thenApply(key -> ScheduleKeyDeletionResponse.builder()
                        .keyId(key.arn())
                        .deletionDate(Instant.ofEpochMilli(key.deletionMillis()))
                        .keyState(key.state().toString())
                        .pendingWindowInDays(days)
                        .build());
    }

    CompletionStage<CancelKeyDeletionResponse> cancelKeyDeletion(CancelKeyDeletionRequest request, Caller caller) {
        return keys.cancelDeletion(address(request.keyId(), caller))
                .thenApply(key ->
                        CancelKeyDeletionResponse.builder().keyId(key.arn()).build());
    }

    CompletionStage<GetKeyPolicyResponse> getKeyPolicy(GetKeyPolicyRequest request, Caller caller) {
        policyName(request.policyName());
        Key key = key(request.keyId(), caller);
        return done(GetKeyPolicyResponse.builder()
                .policy(key.policy())
                .policyName("default")
                .build());
    }

    CompletionStage<PutKeyPolicyResponse> putKeyPolicy(PutKeyPolicyRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .required("policy", request.policy())
                .length("policy", request.policy(), 1, 131_072)
                .check();
        policyName(request.policyName());
        return keys.policy(address(request.keyId(), caller), policy(request.policy()))
                .thenApply(key -> PutKeyPolicyResponse.builder().build());
    }

    private static void policyName(String name) {
        if (name != null && !name.equals("default")) {
            throw new KmsException(KmsError.NOT_FOUND, "No such policy exists");
        }
    }

    CompletionStage<ListKeyPoliciesResponse> listKeyPolicies(ListKeyPoliciesRequest request, Caller caller) {
        key(request.keyId(), caller);
        Page<String> page = Page.of(List.of("default"), name -> name, request.limit(), 100, request.marker());
        return done(ListKeyPoliciesResponse.builder()
                .policyNames(page.items())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    CompletionStage<TagResourceResponse> tagResource(TagResourceRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId()).required("tags", request.hasTags() ? "" : null);
        tags(violations, request.tags());
        violations.check();
        return keys.tag(address(request.keyId(), caller), tags -> withTags(tags, request.tags()))
                .thenApply(key -> TagResourceResponse.builder().build());
    }

    CompletionStage<UntagResourceResponse> untagResource(UntagResourceRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .required("tagKeys", request.hasTagKeys() ? "" : null)
                .check();
        return keys.tag(address(request.keyId(), caller), tags -> {
                    Map<String, String> rest = new TreeMap<>(tags);
                    rest.keySet().removeAll(request.tagKeys());
                    return rest;
                })
                .thenApply(key -> UntagResourceResponse.builder().build());
    }

    CompletionStage<ListResourceTagsResponse> listResourceTags(ListResourceTagsRequest request, Caller caller) {
        Key key = key(request.keyId(), caller);
        Page<Map.Entry<String, String>> page = Page.of(
                List.copyOf(new TreeMap<>(key.tags()).entrySet()),
                Map.Entry::getKey,
                request.limit(),
                50,
                request.marker());
        return done(ListResourceTagsResponse.builder()
                .tags(page.items().stream()
                        .map(tag -> Tag.builder()
                                .tagKey(tag.getKey())
                                .tagValue(tag.getValue())
                                .build())
                        .toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    private static void tags(Violations violations, List<Tag> tags) {
        for (int i = 0; i < tags.size(); i++) {
            String path = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            violations
                    .required(path + "tagKey", tag.tagKey())
                    .length(path + "tagKey", tag.tagKey(), 1, 128)
                    .required(path + "tagValue", tag.tagValue())
                    .length(path + "tagValue", tag.tagValue(), 0, 256);
        }
    }

    private static Map<String, String> withTags(Map<String, String> old, List<Tag> tags) {
        Map<String, String> added = new HashMap<>();
        for (Tag tag : tags) {
            if (tag.tagKey().regionMatches(true, 0, "aws:", 0, 4)) {
                throw new KmsException(KmsError.TAG, "Tags beginning with aws: are reserved");
            }
            if (added.put(tag.tagKey(), tag.tagValue()) != null) {
                throw new KmsException(KmsError.TAG, "Duplicate tag keys");
            }
        }
        if (added.containsKey("_custom_id_") || added.containsKey("_custom_key_material_")) {
            throw KmsErrors.notBuilt("the tags _custom_id_ and _custom_key_material_");
        }
        Map<String, String> all = new TreeMap<>(old);
        all.putAll(added);
        if (all.size() > MOST_TAGS) {
            throw new KmsException(KmsError.TAG, "Too many tags");
        }
        return all;
    }

    private Key key(String keyId, Caller caller) {
        Inputs.keyId(keyId).check();
        return keys.byId(keyId, caller.account(), caller.region());
    }

    private KeyAddress address(String keyId, Caller caller) {
        return key(keyId, caller).address();
    }

    private static <O> CompletionStage<O> done(O answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
