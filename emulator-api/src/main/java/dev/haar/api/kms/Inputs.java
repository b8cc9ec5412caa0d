package dev.haar.api.kms;

import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.KeyEncryptionMechanism;
import software.amazon.awssdk.services.kms.model.RecipientInfo;

/** Checks of inputs that several actions share. */
final class Inputs {
    private static final int LARGEST_MESSAGE = 4096;
    private static final int LARGEST_CIPHERTEXT = 6144;

    private static final Pattern POLICY = Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");

    private Inputs() {}

    static Violations keyId(String keyId) {
        return new Violations().required("keyId", keyId).length("keyId", keyId, 1, 2048);
    }

    static Violations message(Violations violations, String path, SdkBytes value, int least) {
        return bytes(violations, path, value, least, LARGEST_MESSAGE);
    }

    static Violations ciphertext(Violations violations, String path, SdkBytes value) {
        return bytes(violations, path, value, 1, LARGEST_CIPHERTEXT);
    }

    static Violations bytes(Violations violations, String path, SdkBytes value, int least, int most) {
        violations.required(path, value);
        return value == null ? violations : violations.size(path, value.asByteArrayUnsafe().length, least, most);
    }

    /** The wire names of an enum of the SDK's. */
    static List<String> names(Set<?> known) {
        return known.stream().map(Object::toString).toList();
    }

    static Violations grantTokens(Violations violations, List<String> tokens) {
        violations.length("grantTokens", tokens, 0, 10);
        for (int i = 0; i < tokens.size(); i++) {
            violations.length("grantTokens." + (i + 1) + ".member", tokens.get(i), 1, 8192);
        }
        return violations;
    }

    /** The text of a policy, which holds no character beyond Latin-1. */
    static Violations policy(Violations violations, String policy) {
        return violations.length("policy", policy, 1, 131_072).pattern("policy", policy, POLICY);
    }

    static Violations dryRunModifiers(Violations violations, List<String> modifiers) {
        for (int i = 0; i < modifiers.size(); i++) {
            violations.oneOf(
                    "dryRunModifiers." + (i + 1) + ".member",
                    modifiers.get(i),
                    names(DryRunModifierType.knownValues()));
        }
        return violations;
    }

    static Violations recipient(Violations violations, RecipientInfo recipient) {
        if (recipient == null) {
            return violations;
        }
        violations.oneOf(
                "recipient.keyEncryptionAlgorithm",
                recipient.keyEncryptionAlgorithmAsString(),
                names(KeyEncryptionMechanism.knownValues()));
        SdkBytes document = recipient.attestationDocument();
        return document == null
                ? violations
                : violations.size("recipient.attestationDocument", document.asByteArrayUnsafe().length, 1, 262_144);
    }

    /** Ends a request that was only a rehearsal. */
    static void dryRun(Boolean isDryRun) {
        if (Boolean.TRUE.equals(isDryRun)) {
            throw rehearsal();
        }
    }

    /** How a request ends that was only a rehearsal. */
    static KmsException rehearsal() {
        return new KmsException(
                KmsError.DRY_RUN_OPERATION, "The request would have succeeded, but the DryRun option is set.");
    }

    /**
     * Whether a rehearsal is to do without the ciphertext.
     *
     * @throws KmsException if what is no rehearsal is to
     */
    static boolean ignoresCiphertext(Boolean isDryRun, List<DryRunModifierType> modifiers) {
        boolean ignores = modifiers.contains(DryRunModifierType.IGNORE_CIPHERTEXT);
        if (ignores && !Boolean.TRUE.equals(isDryRun)) {
            throw KmsException.invalid("DryRunModifiers can be used only if DryRun is true.");
        }
        return ignores;
    }

    static void noRecipient(Object recipient) {
        if (recipient != null) {
            throw KmsErrors.notBuilt("Recipient (attestation by a Nitro enclave)");
        }
    }
}
