package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.Material;
import dev.haar.kms.registry.Imports;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.GetParametersForImportRequest;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ImportType;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;

/** Key material that owners bring along. */
final class ImportActions {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern MATERIAL_ID = Pattern.compile("^[a-f0-9]+$");
    private static final Pattern DESCRIPTION = Pattern.compile("^[a-zA-Z0-9:/_\\s.-]+$");

    private final Imports imports;
    private final Lookup lookup;
    private final Time time;
    private final Executor workers;
    private final RegionalSpecs specs;

    ImportActions(Imports imports, Lookup lookup, Time time, Executor workers, RegionalSpecs specs) {
        this.imports = imports;
        this.lookup = lookup;
        this.time = time;
        this.workers = workers;
        this.specs = specs;
    }

    GetParametersForImportResponse getParametersForImport(GetParametersForImportRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .required("wrappingAlgorithm", request.wrappingAlgorithmAsString())
                .oneOf(
                        "wrappingAlgorithm",
                        request.wrappingAlgorithmAsString(),
                        Inputs.names(AlgorithmSpec.knownValues()))
                .required("wrappingKeySpec", request.wrappingKeySpecAsString())
                .oneOf(
                        "wrappingKeySpec",
                        request.wrappingKeySpecAsString(),
                        Inputs.names(WrappingKeySpec.knownValues()))
                .check();
        Key key = lookup.managed(request.keyId(), caller);
        boolean isSm2 = request.wrappingAlgorithm() == AlgorithmSpec.SM2_PKE;
        if (isSm2 != (request.wrappingKeySpec() == WrappingKeySpec.SM2)) {
            throw KmsException.invalid("The wrapping algorithm " + request.wrappingAlgorithmAsString()
                    + " is not compatible with the wrapping key spec " + request.wrappingKeySpecAsString() + ".");
        }
        if (request.wrappingAlgorithm() == AlgorithmSpec.RSAES_PKCS1_V1_5) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION, "The wrapping algorithm RSAES_PKCS1_V1_5 is no longer supported.");
        }
        KeySpec wrapping = specs.check(KeySpec.valueOf(request.wrappingKeySpecAsString()), caller.region());
        Imports.Parameters parameters = imports.parameters(key, wrapping, request.wrappingAlgorithmAsString());
        return GetParametersForImportResponse.builder()
                .keyId(key.arn())
                .importToken(SdkBytes.fromByteArray(parameters.token()))
                .publicKey(SdkBytes.fromByteArray(parameters.publicKey()))
                .parametersValidTo(Instant.ofEpochMilli(parameters.validToMillis()))
                .build();
    }

    CompletionStage<ImportKeyMaterialResponse> importKeyMaterial(ImportKeyMaterialRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.ciphertext(violations, "importToken", request.importToken());
        Inputs.ciphertext(violations, "encryptedKeyMaterial", request.encryptedKeyMaterial());
        violations
                .oneOf(
                        "expirationModel",
                        request.expirationModelAsString(),
                        Inputs.names(ExpirationModelType.knownValues()))
                .oneOf("importType", request.importTypeAsString(), Inputs.names(ImportType.knownValues()))
                .length("keyMaterialDescription", request.keyMaterialDescription(), 0, 256)
                .pattern("keyMaterialDescription", request.keyMaterialDescription(), DESCRIPTION)
                .length("keyMaterialId", request.keyMaterialId(), 64, 64)
                .pattern("keyMaterialId", request.keyMaterialId(), MATERIAL_ID)
                .check();
        Key key = lookup.managed(request.keyId(), caller);
        Imports.Terms terms = terms(request, key);
        return CompletableFuture.supplyAsync(
                        () -> imports.unwrap(
                                key,
                                request.importToken().asByteArray(),
                                request.encryptedKeyMaterial().asByteArray()),
                        workers)
                .thenCompose(material -> imports.take(key.address(), material, terms)
                        .thenApply(taken -> ImportKeyMaterialResponse.builder()
                                .keyId(key.arn())
                                .keyMaterialId(shownId(key, material.id()))
                                .build()));
    }

    private Imports.Terms terms(ImportKeyMaterialRequest request, Key key) {
        boolean expires = request.expirationModel() != ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE;
        Instant validTo = request.validTo();
        if (expires && validTo == null) {
            throw KmsException.invalid("A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
        }
        if (!expires && validTo != null) {
            throw KmsException.invalid(
                    "A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE");
        }
        Instant now = time.now();
        if (expires && (!validTo.isAfter(now) || validTo.isAfter(now.plus(LONGEST)))) {
            throw KmsException.invalid("The validTo date must be in the future and at most 365 days from now");
        }
        Optional<Boolean> isNew =
                Optional.ofNullable(request.importType()).map(type -> type == ImportType.NEW_KEY_MATERIAL);
        boolean isForSymmetric =
                isNew.isPresent() || request.keyMaterialId() != null || request.keyMaterialDescription() != null;
        if (isForSymmetric && key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw KmsException.invalid(
                    "ImportType, KeyMaterialDescription and KeyMaterialId are for symmetric encryption keys only.");
        }
        if (isNew.orElse(false) && request.keyMaterialId() != null) {
            throw KmsException.invalid("KeyMaterialId cannot be set if the ImportType is NEW_KEY_MATERIAL");
        }
        return new Imports.Terms(
                isNew, request.keyMaterialId(), expires ? validTo.toEpochMilli() : 0, request.keyMaterialDescription());
    }

    CompletionStage<DeleteImportedKeyMaterialResponse> deleteImportedKeyMaterial(
            DeleteImportedKeyMaterialRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .length("keyMaterialId", request.keyMaterialId(), 64, 64)
                .pattern("keyMaterialId", request.keyMaterialId(), MATERIAL_ID)
                .check();
        Key key = lookup.managed(request.keyId(), caller);
        String deleted = Optional.ofNullable(request.keyMaterialId())
                .or(() -> key.ring().current().map(Material::id))
                .orElse(null);
        return imports.delete(key.address(), request.keyMaterialId())
                .thenApply(done -> DeleteImportedKeyMaterialResponse.builder()
                        .keyId(key.arn())
                        .keyMaterialId(shownId(key, deleted))
                        .build());
    }

    /** AWS names the material of symmetric keys only. */
    private static String shownId(Key key, String id) {
        return key.spec() == KeySpec.SYMMETRIC_DEFAULT ? id : null;
    }
}
