package dev.haar.engine.sms;

/**
 * A number that text messages may be sent to from the sandbox, once its owner has told the password.
 *
 * @param number as it was given, in E.164 as a rule
 * @param password what its owner was sent
 * @param since since when it is as it is, in milliseconds since the epoch
 */
public record SandboxNumber(String number, String password, boolean verified, long since) {}
