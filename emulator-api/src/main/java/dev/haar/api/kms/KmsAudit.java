package dev.haar.api.kms;

import dev.haar.api.audit.Actor;
import dev.haar.api.audit.AuditEvent;
import dev.haar.api.audit.AuditLog;
import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.Failures;
import dev.haar.api.service.Caller;
import dev.haar.core.arn.Arn;
import dev.haar.core.time.Time;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.LastUse;
import dev.haar.kms.registry.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;

/** Notes each call in the audit log, and what keys were last used for. Neither bytes nor passwords get there. */
final class KmsAudit {
    private static final String SOURCE = "kms.amazonaws.com";
    private static final Set<String> SECRET = Set.of(
            "GrantToken",
            "GrantTokens",
            "KeyStorePassword",
            "XksProxyAuthenticationCredential",
            "TrustAnchorCertificate");
    private static final Set<String> CRYPTOGRAPHIC = Set.of(
            "Decrypt",
            "DeriveSharedSecret",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateMac",
            "ReEncrypt",
            "Sign",
            "Verify",
            "VerifyMac");

    private final AuditLog log;
    private final Registry registry;
    private final AuditedResources resources;
    private final Time time;

    KmsAudit(AuditLog log, Registry registry, AuditedResources resources, Time time) {
        this.log = log;
        this.registry = registry;
        this.resources = resources;
        this.time = time;
    }

    /** Makes a call and notes what became of it. */
    <O extends SdkPojo> CompletionStage<O> noted(
            String action, SdkPojo input, Caller caller, Supplier<CompletionStage<O>> call) {
        Set<String> named = resources.of(input, caller);
        CompletionStage<O> answer;
        try {
            answer = call.get();
        } catch (AwsException e) {
            note(action, input, caller, List.copyOf(named), null, e.error());
            throw e;
        }
        return answer.whenComplete((output, failure) -> {
            if (failure == null) {
                List<String> arns = resources.of(output, named, caller);
                note(action, input, caller, arns, output, null);
            } else if (Failures.unwrap(failure) instanceof AwsException refusal) {
                note(action, input, caller, List.copyOf(named), null, refusal.error());
            }
        });
    }

    private void note(String action, SdkPojo input, Caller caller, List<String> arns, SdkPojo output, AwsError error) {
        AuditEvent event = event(action, caller.region(), input, caller, arns, output, error);
        log.add(event);
        if (output instanceof ReplicateKeyResponse replica) {
            noteInItsRegion(replica, caller);
        }
        if (output != null && CRYPTOGRAPHIC.contains(action)) {
            arns.forEach(arn -> registry.used(
                    address(arn), new LastUse(action, event.time().toEpochMilli(), event.id(), event.requestId())));
        }
    }

    /** In the Region of a replica KMS notes that a key was made. */
    private void noteInItsRegion(ReplicateKeyResponse replica, Caller caller) {
        String arn = replica.replicaKeyMetadata().arn();
        CreateKeyResponse made = CreateKeyResponse.builder()
                .keyMetadata(replica.replicaKeyMetadata())
                .build();
        CreateKeyRequest nothing = CreateKeyRequest.builder().build();
        log.add(event("CreateKey", address(arn).region(), nothing, caller, List.of(arn), made, null));
    }

    private AuditEvent event(
            String action,
            String region,
            SdkPojo input,
            Caller caller,
            List<String> arns,
            SdkPojo output,
            AwsError error) {
        boolean readOnly = isReadOnly(action);
        return new AuditEvent(
                UUID.randomUUID().toString(),
                time.now(),
                new Actor(caller.account(), caller.accessKeyId(), null),
                SOURCE,
                action,
                region,
                members(input),
                readOnly || output == null || output.sdkFields().isEmpty() ? null : members(output),
                error == null ? null : error.shape(),
                error == null ? null : error.message(),
                caller.requestId(),
                readOnly,
                arns,
                caller.account());
    }

    private static boolean isReadOnly(String action) {
        return CRYPTOGRAPHIC.contains(action)
                || action.equals("GenerateRandom")
                || Stream.of("Describe", "Get", "List").anyMatch(action::startsWith);
    }

    private static KeyAddress address(String arn) {
        Arn parsed = Arn.parse(arn).orElseThrow(() -> new IllegalArgumentException(arn));
        return new KeyAddress(
                parsed.account(), parsed.region(), parsed.resource().substring("key/".length()));
    }

    private static Map<String, Object> members(SdkPojo structure) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = field.getValueOrDefault(structure);
            if (value == null
                    || value instanceof SdkBytes
                    || value instanceof SdkAutoConstructList
                    || value instanceof SdkAutoConstructMap
                    || SECRET.contains(field.memberName())) {
                continue;
            }
            String name = field.memberName();
            members.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), shown(value));
        }
        return Tags.isMaterial(structure) ? Map.of() : members;
    }

    private static Object shown(Object value) {
        if (value instanceof SdkPojo structure) {
            return members(structure);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(KmsAudit::shown).toList();
        }
        return value;
    }
}
