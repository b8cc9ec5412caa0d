package dev.haar.api.http;

import java.util.Optional;

/**
 * What the server is told.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param account the account of callers whose access key id names none
 * @param region the region of callers who name none
 * @param publicUrl the URL by which clients reach the server, without a trailing slash; empty for what requests say
 * @param trustProxy whether {@code X-Forwarded-*} counts from everywhere, and not from loopback alone
 * @param ioThreads how many threads serve requests
 * @param maxBody the longest body of a request in bytes
 */
public record HttpSettings(
        String host,
        int port,
        String account,
        String region,
        Optional<String> publicUrl,
        boolean trustProxy,
        int ioThreads,
        int maxBody) {}
