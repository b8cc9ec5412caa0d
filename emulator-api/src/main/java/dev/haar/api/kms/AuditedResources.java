package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.registry.Grants;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** What calls are about, as far as it exists: the ARNs of keys and aliases that inputs and outputs name. */
final class AuditedResources {
    private static final String NEW_KEY = "KeyMetadata";

    private final Lookup lookup;
    private final Grants grants;

    AuditedResources(Lookup lookup, Grants grants) {
        this.lookup = lookup;
        this.grants = grants;
    }

    /** The ARNs that an input names; asked before the call, which may delete them. */
    Set<String> of(SdkPojo input, Caller caller) {
        Set<String> arns = new LinkedHashSet<>();
        for (SdkField<?> field : input.sdkFields()) {
            if (field.getValueOrDefault(input) instanceof String named) {
                add(field.memberName(), named, caller, arns);
            }
        }
        return arns;
    }

    private void add(String member, String named, Caller caller, Set<String> arns) {
        try {
            if (member.equals("AliasName") && named.startsWith("alias/")) {
                arns.add(Alias.arn(new KeyAddress(caller.account(), caller.region(), named)));
            } else if (member.equals("GrantToken")) {
                grants.byToken(named).map(Grant::key).map(KeyAddress::arn).ifPresent(arns::add);
            } else if (member.endsWith("KeyId") && !member.equals("XksKeyId")) {
                arns.add(lookup.any(named, caller).arn());
            }
        } catch (KmsException e) {
            // It names nothing that exists; the answer says so.
        }
    }

    /** The ARNs of what a call was about, by its output before its input. */
    List<String> of(SdkPojo output, Set<String> named, Caller caller) {
        Set<String> arns = new LinkedHashSet<>(of(output, caller));
        for (SdkField<?> field : output.sdkFields()) {
            if (field.memberName().endsWith(NEW_KEY)
                    && field.getValueOrDefault(output) instanceof KeyMetadata metadata) {
                arns.add(metadata.arn());
            }
        }
        arns.addAll(named);
        return List.copyOf(arns);
    }
}
