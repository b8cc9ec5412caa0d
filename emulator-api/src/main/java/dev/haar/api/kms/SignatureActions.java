package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.KeyUse;
import dev.haar.kms.key.Keys;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;
import software.amazon.awssdk.services.kms.model.VerifyRequest;
import software.amazon.awssdk.services.kms.model.VerifyResponse;

/** Signatures, MACs, public keys and shared secrets. */
// AWS deprecates the member CustomerMasterKeySpec and still takes and returns it.
@SuppressWarnings("deprecation")
final class SignatureActions {
    /** In the order in which AWS names them when it refuses another. */
    private static final List<String> MAC_ALGORITHMS =
            List.of("HMAC_SHA_384", "HMAC_SHA_256", "HMAC_SHA_224", "HMAC_SHA_512");

    private final Keys keys;
    private final KeyUse use;

    SignatureActions(Keys keys) {
        this.keys = keys;
        this.use = new KeyUse(keys);
    }

    SignResponse sign(SignRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 0);
        signing(violations, request.messageTypeAsString(), request.signingAlgorithmAsString());
        String algorithm = request.signingAlgorithmAsString();
        Key key = key(request.keyId(), "Sign", KeyUsage.SIGN_VERIFY, algorithm, caller);
        boolean isDigest = isDigest(request.messageTypeAsString(), algorithm);
        Inputs.dryRun(request.dryRun());
        byte[] signature = use.sign(key, algorithm, request.message().asByteArray(), isDigest);
        return SignResponse.builder()
                .keyId(key.arn())
                .signature(SdkBytes.fromByteArray(signature))
                .signingAlgorithm(algorithm)
                .build();
    }

    VerifyResponse verify(VerifyRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 0);
        Inputs.ciphertext(violations, "signature", request.signature());
        signing(violations, request.messageTypeAsString(), request.signingAlgorithmAsString());
        String algorithm = request.signingAlgorithmAsString();
        Key key = key(request.keyId(), "Verify", KeyUsage.SIGN_VERIFY, algorithm, caller);
        boolean isDigest = isDigest(request.messageTypeAsString(), algorithm);
        Inputs.dryRun(request.dryRun());
        use.verify(
                key,
                algorithm,
                request.message().asByteArray(),
                isDigest,
                request.signature().asByteArray());
        return VerifyResponse.builder()
                .keyId(key.arn())
                .signatureValid(true)
                .signingAlgorithm(algorithm)
                .build();
    }

    private static void signing(Violations violations, String messageType, String algorithm) {
        violations
                .oneOf("messageType", messageType, Inputs.names(MessageType.knownValues()))
                .required("signingAlgorithm", algorithm)
                .oneOf("signingAlgorithm", algorithm, Inputs.names(SigningAlgorithmSpec.knownValues()))
                .check();
    }

    private static boolean isDigest(String messageType, String algorithm) {
        if ("EXTERNAL_MU".equals(messageType)) {
            throw KmsException.invalid("MessageType EXTERNAL_MU is not valid for algorithm " + algorithm + ".");
        }
        return "DIGEST".equals(messageType);
    }

    GenerateMacResponse generateMac(GenerateMacRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 1);
        mac(violations, request.macAlgorithmAsString()).check();
        String algorithm = request.macAlgorithmAsString();
        Key key = key(request.keyId(), "GenerateMac", KeyUsage.GENERATE_VERIFY_MAC, algorithm, caller);
        Inputs.dryRun(request.dryRun());
        return GenerateMacResponse.builder()
                .keyId(key.arn())
                .macAlgorithm(algorithm)
                .mac(SdkBytes.fromByteArray(
                        use.mac(key, algorithm, request.message().asByteArray())))
                .build();
    }

    VerifyMacResponse verifyMac(VerifyMacRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 1);
        Inputs.ciphertext(violations, "mac", request.mac());
        mac(violations, request.macAlgorithmAsString()).check();
        String algorithm = request.macAlgorithmAsString();
        Key key = key(request.keyId(), "VerifyMac", KeyUsage.GENERATE_VERIFY_MAC, algorithm, caller);
        Inputs.dryRun(request.dryRun());
        use.verifyMac(
                key, algorithm, request.message().asByteArray(), request.mac().asByteArray());
        return VerifyMacResponse.builder()
                .keyId(key.arn())
                .macAlgorithm(algorithm)
                .macValid(true)
                .build();
    }

    private static Violations mac(Violations violations, String algorithm) {
        return violations.required("macAlgorithm", algorithm).oneOf("macAlgorithm", algorithm, MAC_ALGORITHMS);
    }

    GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request, Caller caller) {
        Inputs.keyId(request.keyId()).check();
        Key key = keys.byAnyName(request.keyId(), caller.account(), caller.region());
        List<String> algorithms = key.spec().algorithms(key.usage());
        KeyUse.check(key, "GetPublicKey", key.usage(), algorithms.get(0));
        if (key.current().publicKey().length == 0) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION,
                    key.arn() + " key spec is " + key.spec() + " which is not valid for GetPublicKey.");
        }
        GetPublicKeyResponse.Builder answer = GetPublicKeyResponse.builder()
                .keyId(key.arn())
                .publicKey(SdkBytes.fromByteArray(key.current().publicKey()))
                .customerMasterKeySpec(key.spec().name())
                .keySpec(key.spec().name())
                .keyUsage(key.usage().name());
        switch (key.usage()) {
            case ENCRYPT_DECRYPT -> answer.encryptionAlgorithmsWithStrings(algorithms);
            case KEY_AGREEMENT -> answer.keyAgreementAlgorithmsWithStrings(algorithms);
            default -> answer.signingAlgorithmsWithStrings(algorithms);
        }
        return answer.build();
    }

    DeriveSharedSecretResponse deriveSharedSecret(DeriveSharedSecretRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId())
                .required("keyAgreementAlgorithm", request.keyAgreementAlgorithmAsString())
                .oneOf(
                        "keyAgreementAlgorithm",
                        request.keyAgreementAlgorithmAsString(),
                        Inputs.names(KeyAgreementAlgorithmSpec.knownValues()));
        Inputs.bytes(violations, "publicKey", request.publicKey(), 1, 8192).check();
        Inputs.noRecipient(request.recipient());
        Key key = key(request.keyId(), "DeriveSharedSecret", KeyUsage.KEY_AGREEMENT, "ECDH", caller);
        Inputs.dryRun(request.dryRun());
        return DeriveSharedSecretResponse.builder()
                .keyId(key.arn())
                .sharedSecret(SdkBytes.fromByteArray(
                        use.agree(key, request.publicKey().asByteArray())))
                .keyAgreementAlgorithm("ECDH")
                .keyOrigin("AWS_KMS")
                .build();
    }

    private Key key(String keyId, String action, KeyUsage usage, String algorithm, Caller caller) {
        Key key = keys.byAnyName(keyId, caller.account(), caller.region());
        KeyUse.check(key, action, usage, algorithm);
        return key;
    }
}
