package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.use.KeyUse;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/** Encryption and decryption. */
final class CipherActions {
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

    private final Lookup lookup;
    private final KeyUse use;

    CipherActions(Lookup lookup, KeyUse use) {
        this.lookup = lookup;
        this.use = use;
    }

    EncryptResponse encrypt(EncryptRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "plaintext", request.plaintext(), 1);
        algorithm(violations, "encryptionAlgorithm", request.encryptionAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        String algorithm = orSymmetric(request.encryptionAlgorithmAsString());
        Key key = lookup.usable(request.keyId(), "Encrypt", KeyUsage.ENCRYPT_DECRYPT, algorithm, caller);
        Inputs.dryRun(request.dryRun());
        byte[] ciphertext = use.encrypt(
                key, algorithm, context(algorithm, request.encryptionContext()), bytes(request.plaintext()));
        return EncryptResponse.builder()
                .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                .keyId(key.arn())
                .encryptionAlgorithm(algorithm)
                .build();
    }

    DecryptResponse decrypt(DecryptRequest request, Caller caller) {
        boolean rehearses = Inputs.ignoresCiphertext(request.dryRun(), request.dryRunModifiers());
        Violations violations = new Violations().length("keyId", request.keyId(), 1, 2048);
        if (!rehearses) {
            Inputs.ciphertext(violations, "ciphertextBlob", request.ciphertextBlob());
        }
        algorithm(violations, "encryptionAlgorithm", request.encryptionAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens());
        Inputs.recipient(violations, request.recipient());
        Inputs.dryRunModifiers(violations, request.dryRunModifiersAsStrings()).check();
        Inputs.noRecipient(request.recipient());
        lookup.grantTokens(request.grantTokens());
        String algorithm = orSymmetric(request.encryptionAlgorithmAsString());
        if (rehearses) {
            throw rehearsed("Decrypt", request.keyId(), algorithm, caller);
        }
        KeyUse.Opened opened = open(
                "Decrypt", request.keyId(), algorithm, request.encryptionContext(), request.ciphertextBlob(), caller);
        Inputs.dryRun(request.dryRun());
        return DecryptResponse.builder()
                .keyId(opened.key().arn())
                .plaintext(SdkBytes.fromByteArray(opened.plaintext()))
                .encryptionAlgorithm(algorithm)
                .keyMaterialId(opened.materialId())
                .build();
    }

    ReEncryptResponse reEncrypt(ReEncryptRequest request, Caller caller) {
        boolean rehearses = Inputs.ignoresCiphertext(request.dryRun(), request.dryRunModifiers());
        Violations violations = new Violations();
        if (!rehearses) {
            Inputs.ciphertext(violations, "ciphertextBlob", request.ciphertextBlob());
        }
        violations
                .required("destinationKeyId", request.destinationKeyId())
                .length("destinationKeyId", request.destinationKeyId(), 1, 2048)
                .length("sourceKeyId", request.sourceKeyId(), 1, 2048);
        algorithm(violations, "sourceEncryptionAlgorithm", request.sourceEncryptionAlgorithmAsString());
        algorithm(violations, "destinationEncryptionAlgorithm", request.destinationEncryptionAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens());
        Inputs.dryRunModifiers(violations, request.dryRunModifiersAsStrings()).check();
        lookup.grantTokens(request.grantTokens());
        String from = orSymmetric(request.sourceEncryptionAlgorithmAsString());
        String to = orSymmetric(request.destinationEncryptionAlgorithmAsString());
        Key destination = lookup.any(request.destinationKeyId(), caller);
        if (rehearses) {
            KeyUse.check(destination, "ReEncrypt", KeyUsage.ENCRYPT_DECRYPT, to);
            throw rehearsed("ReEncrypt", request.sourceKeyId(), from, caller);
        }
        KeyUse.Opened opened = open(
                "ReEncrypt",
                request.sourceKeyId(),
                from,
                request.sourceEncryptionContext(),
                request.ciphertextBlob(),
                caller);
        KeyUse.check(destination, "ReEncrypt", KeyUsage.ENCRYPT_DECRYPT, to);
        Inputs.dryRun(request.dryRun());
        byte[] ciphertext =
                use.encrypt(destination, to, context(to, request.destinationEncryptionContext()), opened.plaintext());
        return ReEncryptResponse.builder()
                .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                .sourceKeyId(opened.key().arn())
                .keyId(destination.arn())
                .sourceEncryptionAlgorithm(from)
                .destinationEncryptionAlgorithm(to)
                .sourceKeyMaterialId(opened.materialId())
                .destinationKeyMaterialId(KeyForms.materialId(destination))
                .build();
    }

    private KeyUse.Opened open(
            String action, String keyId, String algorithm, Map<String, String> context, SdkBytes blob, Caller caller) {
        Key key = keyId == null ? null : lookup.any(keyId, caller);
        if (algorithm.equals(SYMMETRIC)) {
            return use.open(action, key, caller.region(), context, bytes(blob));
        }
        if (key == null) {
            throw KmsException.invalid("KeyId is required with the encryption algorithm " + algorithm + ".");
        }
        context(algorithm, context);
        return use.open(key, action, algorithm, bytes(blob));
    }

    /** How a rehearsal without a ciphertext ends. */
    private KmsException rehearsed(String action, String keyId, String algorithm, Caller caller) {
        if (keyId == null) {
            return KmsException.invalid("The key must be named where the ciphertext is ignored.");
        }
        lookup.usable(keyId, action, KeyUsage.ENCRYPT_DECRYPT, algorithm, caller);
        return Inputs.rehearsal();
    }

    private static void algorithm(Violations violations, String path, String value) {
        violations.oneOf(path, value, Inputs.names(EncryptionAlgorithmSpec.knownValues()));
    }

    private static String orSymmetric(String algorithm) {
        return algorithm == null ? SYMMETRIC : algorithm;
    }

    private static Map<String, String> context(String algorithm, Map<String, String> context) {
        if (!algorithm.equals(SYMMETRIC) && !context.isEmpty()) {
            throw KmsException.invalid("EncryptionContext is not supported with the algorithm " + algorithm + ".");
        }
        return context;
    }

    private static byte[] bytes(SdkBytes bytes) {
        return bytes.asByteArray();
    }
}
