package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.MaterialState;
import dev.haar.kms.key.Origin;
import dev.haar.kms.key.Rotation;
import dev.haar.kms.registry.Rotations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.ImportState;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.KeyMaterialState;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandResponse;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/** The rotation of keys. */
final class RotationActions {
    private static final int USUAL_PERIOD = 365;

    private final Rotations rotations;
    private final Lookup lookup;

    RotationActions(Rotations rotations, Lookup lookup) {
        this.rotations = rotations;
        this.lookup = lookup;
    }

    CompletionStage<EnableKeyRotationResponse> enableKeyRotation(EnableKeyRotationRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .range("rotationPeriodInDays", request.rotationPeriodInDays(), 90, 2560)
                .check();
        int period = request.rotationPeriodInDays() == null ? USUAL_PERIOD : request.rotationPeriodInDays();
        return rotations
                .enable(lookup.address(request.keyId(), caller), period)
                .thenApply(key -> EnableKeyRotationResponse.builder().build());
    }

    CompletionStage<DisableKeyRotationResponse> disableKeyRotation(DisableKeyRotationRequest request, Caller caller) {
        return rotations
                .disable(lookup.address(request.keyId(), caller))
                .thenApply(key -> DisableKeyRotationResponse.builder().build());
    }

    CompletionStage<GetKeyRotationStatusResponse> getKeyRotationStatus(
            GetKeyRotationStatusRequest request, Caller caller) {
        Key key = lookup.shared(request.keyId(), caller);
        // A key that is to be deleted is not rotated; what was set comes back with it.
        Rotation rotation = key.deletion() == null ? key.ring().rotation() : null;
        GetKeyRotationStatusResponse.Builder status =
                GetKeyRotationStatusResponse.builder().keyId(key.arn()).keyRotationEnabled(rotation != null);
        if (rotation != null) {
            status.rotationPeriodInDays(rotation.periodDays())
                    .nextRotationDate(Instant.ofEpochMilli(rotation.nextMillis()));
        }
        return CompletableFuture.completedFuture(status.build());
    }

    CompletionStage<RotateKeyOnDemandResponse> rotateKeyOnDemand(RotateKeyOnDemandRequest request, Caller caller) {
        Key key = lookup.managed(request.keyId(), caller);
        return rotations
                .now(key.address())
                .thenApply(done ->
                        RotateKeyOnDemandResponse.builder().keyId(key.arn()).build());
    }

    CompletionStage<ListKeyRotationsResponse> listKeyRotations(ListKeyRotationsRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .oneOf(
                        "includeKeyMaterial",
                        request.includeKeyMaterialAsString(),
                        Inputs.names(IncludeKeyMaterial.knownValues()))
                .check();
        Key key = lookup.managed(request.keyId(), caller);
        KeyRing ring = rotations.of(key);
        boolean all = request.includeKeyMaterial() == IncludeKeyMaterial.ALL_KEY_MATERIAL;
        List<Numbered> shown = new ArrayList<>();
        for (Material material : ring.materials()) {
            if (all || material.turn() != null) {
                shown.add(new Numbered("%06d".formatted(shown.size()), material));
            }
        }
        Page<Numbered> page = Page.of(shown, Numbered::number, request.limit(), 100, request.marker());
        return CompletableFuture.completedFuture(ListKeyRotationsResponse.builder()
                .rotations(page.items().stream()
                        .map(each -> entry(key, each.material()))
                        .toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    private record Numbered(String number, Material material) {}

    private RotationsListEntry entry(Key key, Material material) {
        RotationsListEntry.Builder entry = RotationsListEntry.builder()
                .keyId(key.address().id())
                .keyMaterialId(material.id())
                .keyMaterialState(state(key, material));
        if (key.identity().origin() == Origin.EXTERNAL) {
            entry.keyMaterialDescription(material.description())
                    .importState(material.isPresent() ? ImportState.IMPORTED : ImportState.PENDING_IMPORT);
            if (material.isPresent()) {
                entry.expirationModel(KeyForms.expiration(material)).validTo(KeyForms.validTo(material));
            }
        }
        if (material.turn() != null) {
            entry.rotationDate(Instant.ofEpochMilli(material.turn().millis()))
                    .rotationType(material.turn().type().name());
        }
        return entry.build();
    }

    private KeyMaterialState state(Key key, Material material) {
        if (material.state() == MaterialState.PENDING_ROTATION && !rotations.isPendingEverywhere(key, material)) {
            return KeyMaterialState.PENDING_MULTI_REGION_IMPORT_AND_ROTATION;
        }
        return KeyMaterialState.fromValue(material.state().name());
    }
}
