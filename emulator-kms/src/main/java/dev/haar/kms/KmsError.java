package dev.haar.kms;

/** Why a command was refused; each is named as AWS names it. */
public enum KmsError {
    ACCESS_DENIED("AccessDeniedException"),
    ALREADY_EXISTS("AlreadyExistsException"),
    CONFLICT("ConflictException"),
    CUSTOM_KEY_STORE_HAS_KEYS("CustomKeyStoreHasCMKsException"),
    CUSTOM_KEY_STORE_INVALID_STATE("CustomKeyStoreInvalidStateException"),
    CUSTOM_KEY_STORE_NAME_IN_USE("CustomKeyStoreNameInUseException"),
    CUSTOM_KEY_STORE_NOT_FOUND("CustomKeyStoreNotFoundException"),
    CLOUD_HSM_CLUSTER_IN_USE("CloudHsmClusterInUseException"),
    DISABLED("DisabledException"),
    DRY_RUN_OPERATION("DryRunOperationException"),
    EXPIRED_IMPORT_TOKEN("ExpiredImportTokenException"),
    INCORRECT_KEY("IncorrectKeyException"),
    INCORRECT_KEY_MATERIAL("IncorrectKeyMaterialException"),
    INVALID_ALIAS_NAME("InvalidAliasNameException"),
    INVALID_ARN("InvalidArnException"),
    INVALID_CIPHERTEXT("InvalidCiphertextException"),
    INVALID_GRANT_TOKEN("InvalidGrantTokenException"),
    INVALID_IMPORT_TOKEN("InvalidImportTokenException"),
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
    XKS_KEY_ALREADY_IN_USE("XksKeyAlreadyInUseException"),
    XKS_PROXY_URI_ENDPOINT_IN_USE("XksProxyUriEndpointInUseException"),
    XKS_PROXY_URI_IN_USE("XksProxyUriInUseException"),
    XKS_PROXY_VPC_ENDPOINT_SERVICE_IN_USE("XksProxyVpcEndpointServiceInUseException"),
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
