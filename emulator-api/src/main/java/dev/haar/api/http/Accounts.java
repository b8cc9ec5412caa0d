package dev.haar.api.http;

import dev.haar.api.sts.AccessKeyIds;

/** Whose account a caller acts for. */
final class Accounts {
    private static final int DIGITS = 12;

    private final String configured;

    Accounts(String configured) {
        this.configured = configured;
    }

    /** The account of an access key id: itself if it is one, the one it was issued for by STS here, else the default. */
    String of(String accessKeyId) {
        if (accessKeyId == null) {
            return configured;
        }
        return isAccount(accessKeyId)
                ? accessKeyId
                : AccessKeyIds.accountOf(accessKeyId).orElse(configured);
    }

    private static boolean isAccount(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == DIGITS;
    }
}
