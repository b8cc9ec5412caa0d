package dev.haar.api;

import dev.haar.core.time.HaarTime;
import dev.haar.servicediscovery.dns.DataNames;
import dev.haar.servicediscovery.dns.DnsServer;
import dev.haar.servicediscovery.dns.Responder;
import dev.haar.servicediscovery.dns.Upstream;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Starts the DNS server that answers for Cloud Map. */
final class NameServer {
    private static final System.Logger LOG = System.getLogger(NameServer.class.getName());

    private NameServer() {}

    /** Starts it; empty if there is to be none, or its port is taken and it can be done without. */
    static Optional<DnsServer> start(HaarConfig config, HaarTime time, ServiceRegistry discovery) throws IOException {
        if (config.cloudMap().dns().port().isEmpty()) {
            return Optional.empty();
        }
        InetAddress bound = InetAddress.getByName(config.host());
        InetAddress reached = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        Responder responder = new Responder(
                discovery.zones(),
                new Scope(config.account(), config.region()),
                new DataNames(hosts(config, reached), reached),
                ThreadLocalRandom::current);
        int port = config.cloudMap().dns().port().getAsInt();
        try {
            Optional<Upstream> upstream = config.cloudMap().dns().upstream().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Upstream.at(config.cloudMap().dns().upstream().get()));
            return Optional.of(DnsServer.start(new InetSocketAddress(bound, port), responder, upstream, time));
        } catch (BindException e) {
            if (config.cloudMap().dns().required()) {
                throw new IOException("port " + port + " is taken, DNS cannot be answered on it", e);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Port {0} is taken: names of Cloud Map are not answered in DNS.",
                    "" + port);
            return Optional.empty();
        }
    }

    private static List<String> hosts(HaarConfig config, InetAddress reached) {
        List<String> hosts = new ArrayList<>(List.of("localhost", reached.getHostAddress()));
        config.publicUrl().map(URI::create).map(URI::getHost).ifPresent(hosts::add);
        return hosts;
    }
}
