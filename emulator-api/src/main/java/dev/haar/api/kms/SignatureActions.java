package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.MessageType;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.use.KeyUse;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
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

    private static final List<String> MESSAGE_TYPES =
            Stream.of(MessageType.values()).map(Enum::name).toList();

    private final Lookup lookup;
    private final KeyUse use;

    SignatureActions(Lookup lookup, KeyUse use) {
        this.lookup = lookup;
        this.use = use;
    }

    SignResponse sign(SignRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 1);
        signing(violations, request.messageTypeAsString(), request.signingAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        String algorithm = request.signingAlgorithmAsString();
        Key key = lookup.usable(request.keyId(), "Sign", KeyUsage.SIGN_VERIFY, algorithm, caller);
        MessageType type = type(request.messageTypeAsString());
        Inputs.dryRun(request.dryRun());
        byte[] signature = use.sign(key, algorithm, request.message().asByteArray(), type);
        return SignResponse.builder()
                .keyId(key.arn())
                .signature(SdkBytes.fromByteArray(signature))
                .signingAlgorithm(algorithm)
                .build();
    }

    VerifyResponse verify(VerifyRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 1);
        Inputs.ciphertext(violations, "signature", request.signature());
        signing(violations, request.messageTypeAsString(), request.signingAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        String algorithm = request.signingAlgorithmAsString();
        Key key = lookup.usable(request.keyId(), "Verify", KeyUsage.SIGN_VERIFY, algorithm, caller);
        MessageType type = type(request.messageTypeAsString());
        Inputs.dryRun(request.dryRun());
        use.verify(
                key,
                algorithm,
                request.message().asByteArray(),
                type,
                request.signature().asByteArray());
        return VerifyResponse.builder()
                .keyId(key.arn())
                .signatureValid(true)
                .signingAlgorithm(algorithm)
                .build();
    }

    private static void signing(Violations violations, String messageType, String algorithm) {
        violations
                .oneOf("messageType", messageType, MESSAGE_TYPES)
                .required("signingAlgorithm", algorithm)
                .oneOf("signingAlgorithm", algorithm, Inputs.names(SigningAlgorithmSpec.knownValues()));
    }

    private static MessageType type(String messageType) {
        return messageType == null ? MessageType.RAW : MessageType.valueOf(messageType);
    }

    GenerateMacResponse generateMac(GenerateMacRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId());
        Inputs.message(violations, "message", request.message(), 1);
        mac(violations, request.macAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        String algorithm = request.macAlgorithmAsString();
        Key key = lookup.usable(request.keyId(), "GenerateMac", KeyUsage.GENERATE_VERIFY_MAC, algorithm, caller);
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
        mac(violations, request.macAlgorithmAsString());
        Inputs.grantTokens(violations, request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        String algorithm = request.macAlgorithmAsString();
        Key key = lookup.usable(request.keyId(), "VerifyMac", KeyUsage.GENERATE_VERIFY_MAC, algorithm, caller);
        Inputs.dryRun(request.dryRun());
        use.verifyMac(
                key, algorithm, request.message().asByteArray(), request.mac().asByteArray());
        return VerifyMacResponse.builder()
                .keyId(key.arn())
                .macAlgorithm(algorithm)
                .macValid(true)
                .build();
    }

    private static void mac(Violations violations, String algorithm) {
        violations.required("macAlgorithm", algorithm).oneOf("macAlgorithm", algorithm, MAC_ALGORITHMS);
    }

    GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request, Caller caller) {
        Inputs.grantTokens(Inputs.keyId(request.keyId()), request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        Key key = lookup.any(request.keyId(), caller);
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
        Inputs.bytes(violations, "publicKey", request.publicKey(), 1, 8192);
        Inputs.recipient(violations, request.recipient());
        Inputs.grantTokens(violations, request.grantTokens()).check();
        Inputs.noRecipient(request.recipient());
        lookup.grantTokens(request.grantTokens());
        Key key = lookup.usable(request.keyId(), "DeriveSharedSecret", KeyUsage.KEY_AGREEMENT, "ECDH", caller);
        Inputs.dryRun(request.dryRun());
        return DeriveSharedSecretResponse.builder()
                .keyId(key.arn())
                .sharedSecret(SdkBytes.fromByteArray(
                        use.agree(key, request.publicKey().asByteArray())))
                .keyAgreementAlgorithm("ECDH")
                .keyOrigin(key.identity().origin().name())
                .build();
    }
}
