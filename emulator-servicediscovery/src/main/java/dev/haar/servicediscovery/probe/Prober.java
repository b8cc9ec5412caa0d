package dev.haar.servicediscovery.probe;

import dev.haar.servicediscovery.registry.HealthCheck;
import java.util.concurrent.CompletableFuture;

/** Probes an endpoint once; it never blocks its caller. */
public interface Prober {
    /**
     * Whether the endpoint is well. A failed future is taken for no.
     *
     * @param address its address, IPv4 or IPv6
     * @param path what HTTP and HTTPS ask for; null for TCP
     */
    CompletableFuture<Boolean> probe(HealthCheck.Type type, String address, int port, String path);
}
