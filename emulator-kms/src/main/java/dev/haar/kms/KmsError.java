package dev.haar.kms;

/** Why a command was refused; each is named as AWS names it. */
public enum KmsError {
    ALREADY_EXISTS("AlreadyExistsException"),
    DISABLED("DisabledException"),
    DRY_RUN_OPERATION("DryRunOperationException"),
    INCORRECT_KEY("IncorrectKeyException"),
    INVALID_CIPHERTEXT("InvalidCiphertextException"),
    INVALID_KEY_USAGE("InvalidKeyUsageException"),
    INVALID_MARKER("InvalidMarkerException"),
    INVALID_STATE("KMSInvalidStateException"),
    INVALID_MAC("KMSInvalidMacException"),
    INVALID_SIGNATURE("KMSInvalidSignatureException"),
    LIMIT_EXCEEDED("LimitExceededException"),
    MALFORMED_POLICY("MalformedPolicyDocumentException"),
    NOT_AUTHORIZED("NotAuthorizedException"),
    NOT_FOUND("NotFoundException"),
    TAG("TagException"),
    UNSUPPORTED_OPERATION("UnsupportedOperationException"),
    VALIDATION("ValidationException");

    private final String shape;

    KmsError(String shape) {
        this.shape = shape;
    }

    /** The name of the error in AWS's model. */
    public String shape() {
        return shape;
    }
}
