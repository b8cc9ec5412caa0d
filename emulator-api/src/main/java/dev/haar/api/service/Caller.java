package dev.haar.api.service;

/**
 * Who sent a request, and from where.
 *
 * @param account the 12-digit account the request acts for
 * @param region the region it acts in
 * @param accessKeyId the access key id it was signed with; null if it was not signed
 * @param baseUrl scheme, host and port by which this client reaches Haar, without a trailing slash
 * @param path the path of the request, percent-decoded
 * @param traceHeader the value of {@code X-Amzn-Trace-Id}; null if absent
 * @param isQuery whether the request came by AWS Query, for which AWS words some answers otherwise
 * @param requestId the id of the request
 * @param client the connection that waits for the answer
 */
public record Caller(
        String account,
        String region,
        String accessKeyId,
        String baseUrl,
        String path,
        String traceHeader,
        boolean isQuery,
        String requestId,
        Client client) {
    /** The connection that waits for an answer. */
    public interface Client {
        /** Whether the connection is still there, as far as this side knows. */
        boolean isOpen();

        /**
         * Runs the action, at most once, if the client goes away before the answer to this request was written to its
         * connection, be it while the answer is still awaited or while it is written.
         */
        void whenLost(Runnable action);
    }
}
