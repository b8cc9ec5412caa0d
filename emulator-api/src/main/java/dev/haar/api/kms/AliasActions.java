package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.registry.Aliases;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;

/** Other names of keys. */
final class AliasActions {
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9:/_-]+$");

    private final Aliases aliases;
    private final Lookup lookup;

    AliasActions(Aliases aliases, Lookup lookup) {
        this.aliases = aliases;
        this.lookup = lookup;
    }

    CompletionStage<CreateAliasResponse> createAlias(CreateAliasRequest request, Caller caller) {
        KeyAddress alias = address(request.aliasName(), request.targetKeyId(), caller);
        return aliases.create(alias, lookup.address(request.targetKeyId(), caller))
                .thenApply(done -> CreateAliasResponse.builder().build());
    }

    CompletionStage<UpdateAliasResponse> updateAlias(UpdateAliasRequest request, Caller caller) {
        KeyAddress alias = address(request.aliasName(), request.targetKeyId(), caller);
        return aliases.update(alias, lookup.address(request.targetKeyId(), caller))
                .thenApply(done -> UpdateAliasResponse.builder().build());
    }

    CompletionStage<DeleteAliasResponse> deleteAlias(DeleteAliasRequest request, Caller caller) {
        return aliases.delete(address(request.aliasName(), "unused", caller))
                .thenApply(done -> DeleteAliasResponse.builder().build());
    }

    CompletionStage<ListAliasesResponse> listAliases(ListAliasesRequest request, Caller caller) {
        new Violations().length("keyId", request.keyId(), 1, 2048).check();
        List<Alias> all = request.keyId() == null
                ? aliases.list(caller.account(), caller.region())
                : aliases.of(lookup.address(request.keyId(), caller));
        Page<Alias> page = Page.of(all, alias -> alias.address().id(), request.limit(), 50, request.marker());
        return CompletableFuture.completedFuture(ListAliasesResponse.builder()
                .aliases(page.items().stream().map(AliasActions::entry).toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    private static AliasListEntry entry(Alias alias) {
        return AliasListEntry.builder()
                .aliasName(alias.address().id())
                .aliasArn(alias.arn())
                .targetKeyId(alias.targetKeyId())
                .creationDate(Instant.ofEpochMilli(alias.createdMillis()))
                .lastUpdatedDate(Instant.ofEpochMilli(alias.updatedMillis()))
                .build();
    }

    private static KeyAddress address(String name, String targetKeyId, Caller caller) {
        new Violations()
                .required("aliasName", name)
                .length("aliasName", name, 1, 256)
                .pattern("aliasName", name, NAME)
                .required("targetKeyId", targetKeyId)
                .length("targetKeyId", targetKeyId, 1, 2048)
                .check();
        if (!name.startsWith("alias/")) {
            throw KmsException.invalid(
                    "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }
        if (name.indexOf(':') >= 0) {
            // The model's pattern lets colons pass; the service does not.
            throw KmsException.invalid(name + " contains invalid characters for an alias");
        }
        if (name.equals("alias/")) {
            throw new KmsException(KmsError.INVALID_ALIAS_NAME, "");
        }
        if (name.startsWith("alias/aws/")) {
            throw new KmsException(KmsError.NOT_AUTHORIZED, "");
        }
        return new KeyAddress(caller.account(), caller.region(), name);
    }
}
