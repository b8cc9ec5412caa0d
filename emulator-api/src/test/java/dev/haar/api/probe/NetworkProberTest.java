package dev.haar.api.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.haar.Haar;
import dev.haar.servicediscovery.registry.HealthCheck.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes of real endpoints. */
class NetworkProberTest {
    private final NetworkProber prober = new NetworkProber(Runnable::run);
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health", exchange -> {
            if (status >= 300 && status < 400) {
                exchange.getResponseHeaders().add("Location", "/nowhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private boolean probe(Type type, int port, String path) throws Exception {
        return prober.probe(type, "127.0.0.1", port, path)
                .exceptionally(failure -> false)
                .get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "301, true", "399, true", "400, false", "404, false", "500, false"})
    void status_tells(int answered, boolean well) throws Exception {
        status = answered;
        assertThat(probe(Type.HTTP, server.getAddress().getPort(), "/health")).isEqualTo(well);
    }

    @Test
    void deadEndpoint_isNotWell() throws Exception {
        int port = server.getAddress().getPort();
        assertThat(probe(Type.TCP, port, null)).isTrue();
        server.stop(0);
        assertThat(probe(Type.HTTP, port, "/health")).isFalse();
        assertThat(probe(Type.TCP, port, null)).isFalse();
    }

    @Test
    void certificates_areNotLookedAt() throws Exception {
        try (Haar haar = Haar.builder().httpsPort(0).start()) {
            assertThat(probe(Type.HTTPS, haar.httpsPort().getAsInt(), "/_haar/health"))
                    .isTrue();
        }
    }
}
