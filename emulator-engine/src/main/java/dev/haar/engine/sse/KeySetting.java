package dev.haar.engine.sse;

/**
 * Under which key bodies are encrypted.
 *
 * @param keyId the key's id, ARN, alias or alias ARN
 * @param reuseSeconds how long a data key is used again before there is another; 60 to 86,400
 */
public record KeySetting(String keyId, int reuseSeconds) {}
