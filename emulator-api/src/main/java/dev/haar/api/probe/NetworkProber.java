package dev.haar.api.probe;

import dev.haar.servicediscovery.probe.Prober;
import dev.haar.servicediscovery.registry.HealthCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Probes by Route 53's rules. HTTP and HTTPS: a connection within four seconds, then a status of 2xx or 3xx within two more;
 * redirects are not followed, bodies are not read, certificates are not looked at. TCP: a connection within ten seconds.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">How
 *     Route 53 determines whether a health check is healthy</a>
 */
public final class NetworkProber implements Prober {
    private static final Duration TO_CONNECT = Duration.ofSeconds(4);
    private static final Duration TO_ANSWER = Duration.ofSeconds(6);
    private static final long SECONDS_FOR_TCP = 10;
    private static final int SUCCESSES = 200;
    private static final int CLIENT_ERRORS = 400;

    private final Executor workers;
    private HttpClient client;

    /** @param workers runs what follows an answer */
    public NetworkProber(Executor workers) {
        this.workers = workers;
    }

    @Override
    public CompletableFuture<Boolean> probe(HealthCheck.Type type, String address, int port, String path) {
        return type == HealthCheck.Type.TCP
                ? connect(new InetSocketAddress(address, port))
                : ask(type == HealthCheck.Type.HTTPS ? "https" : "http", address, port, path);
    }

    private CompletableFuture<Boolean> ask(String scheme, String address, int port, String path) {
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        String asked = path == null || path.isEmpty() ? "/" : path;
        URI uri;
        try {
            uri = URI.create(scheme + "://" + host + ":" + port + (asked.startsWith("/") ? asked : "/" + asked));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TO_ANSWER)
                .header("User-Agent", "Amazon-Route53-Health-Check-Service")
                .build();
        return client().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(NetworkProber::isWell);
    }

    private static boolean isWell(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response.statusCode() >= SUCCESSES && response.statusCode() < CLIENT_ERRORS;
    }

    private static CompletableFuture<Boolean> connect(InetSocketAddress address) {
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        AsynchronousSocketChannel channel;
        try {
            channel = AsynchronousSocketChannel.open();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        channel.connect(address, null, new CompletionHandler<Void, Void>() {
            @Override
            public void completed(Void result, Void none) {
                connected.complete(true);
            }

            @Override
            public void failed(Throwable failure, Void none) {
                connected.complete(false);
            }
        });
        return connected.orTimeout(SECONDS_FOR_TCP, TimeUnit.SECONDS).whenComplete((well, failure) -> close(channel));
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A connection that only was to be made cannot be ended.", e);
        }
    }

    /** Made when it is first needed: most Haars never probe. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TO_CONNECT)
                    .sslContext(trustingAll())
                    .executor(workers)
                    .build();
        }
        return client;
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS.", e);
        }
    }
}
