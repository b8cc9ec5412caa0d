package dev.haar.bench;

import java.nio.ByteBuffer;

/** Requests to KMS. */
record KmsRequests(String host) {
    ByteBuffer createKey(String spec, String usage) {
        return call("CreateKey", "{\"KeySpec\":\"" + spec + "\",\"KeyUsage\":\"" + usage + "\"}");
    }

    ByteBuffer encrypt(String keyId, String plaintext) {
        return call("Encrypt", "{\"KeyId\":\"" + keyId + "\",\"Plaintext\":\"" + plaintext + "\"}");
    }

    ByteBuffer decrypt(String ciphertext) {
        return call("Decrypt", "{\"CiphertextBlob\":\"" + ciphertext + "\"}");
    }

    ByteBuffer generateDataKey(String keyId) {
        return call("GenerateDataKey", "{\"KeyId\":\"" + keyId + "\",\"KeySpec\":\"AES_256\"}");
    }

    ByteBuffer sign(String keyId, String algorithm, String message) {
        return call(
                "Sign",
                "{\"KeyId\":\"" + keyId + "\",\"SigningAlgorithm\":\"" + algorithm + "\",\"Message\":\"" + message
                        + "\"}");
    }

    private ByteBuffer call(String action, String json) {
        return Requests.direct(
                Requests.head(
                        host, "kms", Requests.TARGET_HEADER + "TrentService." + action, "application/x-amz-json-1.1"),
                json);
    }
}
