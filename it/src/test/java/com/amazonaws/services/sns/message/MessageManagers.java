package com.amazonaws.services.sns.message;

import org.apache.http.client.HttpClient;

/**
 * Makes SDK v1's validator with an HTTP client of a test's own. Its public constructors make one that asks the system where
 * {@code sns.us-east-1.amazonaws.com} is, and connects to port 443; all that it validates is the same.
 */
public final class MessageManagers {
    private MessageManagers() {}

    /**
     * @param client how it gets certificates
     * @param region the region whose topics it trusts
     */
    public static SnsMessageManager of(HttpClient client, String region) {
        String host = "sns." + region + ".amazonaws.com";
        String name = new SnsMessageManager(region).resolveCertCommonName(region);
        return new SnsMessageManager(region, new SignatureVerifier(client, host, name));
    }
}
