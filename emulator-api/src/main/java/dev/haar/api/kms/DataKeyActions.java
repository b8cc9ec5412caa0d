package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Material;
import dev.haar.kms.registry.KeyStores;
import dev.haar.kms.use.KeyUse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomResponse;

/** Data keys, pairs of them and random bytes. */
final class DataKeyActions {
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    private static final int MOST_BYTES = 1024;

    private final Lookup lookup;
    private final KeyUse use;
    private final KeyStores stores;
    private final RegionalSpecs specs;

    DataKeyActions(Lookup lookup, KeyUse use, KeyStores stores, RegionalSpecs specs) {
        this.lookup = lookup;
        this.use = use;
        this.stores = stores;
        this.specs = specs;
    }

    GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request, Caller caller) {
        Violations violations = Inputs.recipient(Inputs.keyId(request.keyId()), request.recipient());
        int size = dataKeySize(violations, request.keySpecAsString(), request.numberOfBytes(), request.grantTokens());
        Inputs.noRecipient(request.recipient());
        Key key = dataKeyParent(request.keyId(), "GenerateDataKey", request.grantTokens(), caller);
        Inputs.dryRun(request.dryRun());
        byte[] plaintext = Randomness.bytes(size);
        return GenerateDataKeyResponse.builder()
                .ciphertextBlob(wrapped(key, request.encryptionContext(), plaintext))
                .plaintext(SdkBytes.fromByteArray(plaintext))
                .keyId(key.arn())
                .keyMaterialId(key.current().id())
                .build();
    }

    GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
            GenerateDataKeyWithoutPlaintextRequest request, Caller caller) {
        int size = dataKeySize(
                Inputs.keyId(request.keyId()),
                request.keySpecAsString(),
                request.numberOfBytes(),
                request.grantTokens());
        Key key = dataKeyParent(request.keyId(), "GenerateDataKeyWithoutPlaintext", request.grantTokens(), caller);
        Inputs.dryRun(request.dryRun());
        return GenerateDataKeyWithoutPlaintextResponse.builder()
                .ciphertextBlob(wrapped(key, request.encryptionContext(), Randomness.bytes(size)))
                .keyId(key.arn())
                .keyMaterialId(key.current().id())
                .build();
    }

    GenerateDataKeyPairResponse generateDataKeyPair(GenerateDataKeyPairRequest request, Caller caller) {
        Violations violations = Inputs.recipient(Inputs.keyId(request.keyId()), request.recipient());
        KeySpec spec = pairSpec(violations, request.keyPairSpecAsString(), request.grantTokens(), caller);
        Inputs.noRecipient(request.recipient());
        Key key = pairParent(request.keyId(), "GenerateDataKeyPair", request.grantTokens(), caller);
        Inputs.dryRun(request.dryRun());
        Material pair = KeyMaker.material(spec);
        byte[] secret = pair.secret().reveal();
        return GenerateDataKeyPairResponse.builder()
                .privateKeyCiphertextBlob(wrapped(key, request.encryptionContext(), secret))
                .privateKeyPlaintext(SdkBytes.fromByteArray(secret))
                .publicKey(SdkBytes.fromByteArray(pair.publicKey()))
                .keyId(key.arn())
                .keyPairSpec(spec.name())
                .keyMaterialId(key.current().id())
                .build();
    }

    GenerateDataKeyPairWithoutPlaintextResponse generateDataKeyPairWithoutPlaintext(
            GenerateDataKeyPairWithoutPlaintextRequest request, Caller caller) {
        KeySpec spec =
                pairSpec(Inputs.keyId(request.keyId()), request.keyPairSpecAsString(), request.grantTokens(), caller);
        Key key = pairParent(request.keyId(), "GenerateDataKeyPairWithoutPlaintext", request.grantTokens(), caller);
        Inputs.dryRun(request.dryRun());
        Material pair = KeyMaker.material(spec);
        return GenerateDataKeyPairWithoutPlaintextResponse.builder()
                .privateKeyCiphertextBlob(
                        wrapped(key, request.encryptionContext(), pair.secret().reveal()))
                .publicKey(SdkBytes.fromByteArray(pair.publicKey()))
                .keyId(key.arn())
                .keyPairSpec(spec.name())
                .keyMaterialId(key.current().id())
                .build();
    }

    GenerateRandomResponse generateRandom(GenerateRandomRequest request, Caller caller) {
        Violations violations = new Violations()
                .range("numberOfBytes", request.numberOfBytes(), 1, MOST_BYTES)
                .length("customKeyStoreId", request.customKeyStoreId(), 1, 64);
        Inputs.recipient(violations, request.recipient()).check();
        Inputs.noRecipient(request.recipient());
        if (request.customKeyStoreId() != null) {
            requireHsm(stores.connected(caller.account(), caller.region(), request.customKeyStoreId()));
        }
        if (request.numberOfBytes() == null) {
            throw KmsException.invalid("NumberOfBytes is required.");
        }
        return GenerateRandomResponse.builder()
                .plaintext(SdkBytes.fromByteArray(Randomness.bytes(request.numberOfBytes())))
                .build();
    }

    /** Random bytes come from a cluster of HSMs, not from an external key manager. */
    private static void requireHsm(KeyStore store) {
        if (store.type() != KeyStore.Type.AWS_CLOUDHSM) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION,
                    "The custom key store " + store.id() + " is of the type " + store.type() + ".");
        }
    }

    private SdkBytes wrapped(Key key, Map<String, String> context, byte[] secret) {
        return SdkBytes.fromByteArray(use.encrypt(key, SYMMETRIC, context, secret));
    }

    private Key dataKeyParent(String keyId, String action, List<String> grantTokens, Caller caller) {
        lookup.grantTokens(grantTokens);
        return lookup.usable(keyId, action, KeyUsage.ENCRYPT_DECRYPT, SYMMETRIC, caller);
    }

    /** Pairs are not wrapped under keys in custom key stores. */
    private Key pairParent(String keyId, String action, List<String> grantTokens, Caller caller) {
        Key key = dataKeyParent(keyId, action, grantTokens, caller);
        if (key.identity().origin().isCustomStore()) {
            throw key.wrongOrigin();
        }
        return key;
    }

    private static int dataKeySize(Violations violations, String spec, Integer bytes, List<String> grantTokens) {
        violations
                .oneOf("keySpec", spec, Inputs.names(DataKeySpec.knownValues()))
                .range("numberOfBytes", bytes, 1, MOST_BYTES);
        Inputs.grantTokens(violations, grantTokens).check();
        if ((spec == null) == (bytes == null)) {
            throw KmsException.invalid("Please specify either number of bytes or key spec.");
        }
        return bytes != null ? bytes : spec.equals("AES_128") ? 16 : 32;
    }

    private KeySpec pairSpec(Violations violations, String spec, List<String> grantTokens, Caller caller) {
        violations
                .required("keyPairSpec", spec)
                .oneOf("keyPairSpec", spec, Inputs.names(DataKeyPairSpec.knownValues()));
        Inputs.grantTokens(violations, grantTokens).check();
        return specs.check(KeySpec.valueOf(spec), caller.region());
    }
}
