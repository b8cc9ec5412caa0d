package dev.haar.api.http;

import dev.haar.api.operator.OperatorRoutes;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The HTTP server. It is put together from Undertow's parts rather than by its builder, which cannot close the listener
 * before the connections.
 */
public final class Server implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final int BACKLOG = 1000;
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_PARAMETERS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> listener;
    private final Optional<AcceptingChannel<? extends StreamConnection>> tlsListener;
    private final GracefulShutdownHandler inFlight;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(
            XnioWorker worker,
            AcceptingChannel<? extends StreamConnection> listener,
            Optional<AcceptingChannel<? extends StreamConnection>> tlsListener,
            GracefulShutdownHandler inFlight) {
        this.worker = worker;
        this.listener = listener;
        this.tlsListener = tlsListener;
        this.inFlight = inFlight;
    }

    /**
     * Listening by TLS, too.
     *
     * @param port the port to listen on; 0 for any that is free
     * @param context with the certificate that clients see
     */
    public record Tls(int port, SSLContext context) {}

    /**
     * Starts to listen.
     *
     * @throws IOException if the address or port cannot be had
     */
    public static Server start(HttpSettings settings, Gateway gateway, OperatorRoutes operator, Optional<Tls> tls)
            throws IOException {
        Xnio xnio = Xnio.getInstance(Server.class.getClassLoader());
        XnioWorker worker = xnio.createWorker(OptionMap.builder()
                .set(Options.WORKER_NAME, "haar")
                .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                .set(Options.WORKER_TASK_CORE_THREADS, 1)
                .set(Options.WORKER_TASK_MAX_THREADS, 1)
                .set(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
                .set(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS)
                .set(Options.TCP_NODELAY, true)
                // Whoever embeds Haar and forgets to close it can still end.
                .set(Options.THREAD_DAEMON, true)
                .getMap());
        try {
            HttpHandler door = new FrontDoor(gateway, operator, settings.maxBody());
            GracefulShutdownHandler inFlight = new GracefulShutdownHandler(new HttpContinueReadHandler(door));
            HttpOpenListener http = new HttpOpenListener(new DefaultByteBufferPool(true, BUFFER, -1, 4), httpOptions());
            http.setRootHandler(inFlight);
            AcceptingChannel<? extends StreamConnection> listener = worker.createStreamConnectionServer(
                    new InetSocketAddress(settings.host(), settings.port()),
                    ChannelListeners.openListenerAdapter(http),
                    listenerOptions(settings));
            AcceptingChannel<? extends StreamConnection> tlsListener = tls.isEmpty()
                    ? null
                    : new UndertowXnioSsl(xnio, OptionMap.EMPTY, tls.get().context())
                            .createSslConnectionServer(
                                    worker,
                                    new InetSocketAddress(
                                            settings.host(), tls.get().port()),
                                    ChannelListeners.openListenerAdapter(http),
                                    listenerOptions(settings));
            listener.resumeAccepts();
            if (tlsListener != null) {
                tlsListener.resumeAccepts();
            }
            return new Server(worker, listener, Optional.ofNullable(tlsListener), inFlight);
        } catch (IOException | RuntimeException e) {
            worker.shutdownNow();
            throw e;
        }
    }

    private static OptionMap listenerOptions(HttpSettings settings) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.BACKLOG, BACKLOG)
                .getMap();
    }

    private static OptionMap httpOptions() {
        return OptionMap.builder()
                // Paths and queries are decoded here, where a broken one gets AWS's answer.
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.MAX_PARAMETERS, MOST_PARAMETERS)
                // Bodies have a limit of their own, with AWS's answer.
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .getMap();
    }

    /** The port that the server listens on. */
    public int port() {
        return listener.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /** The port that the server listens on for TLS; empty if it does not. */
    public OptionalInt httpsPort() {
        return tlsListener.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(tlsListener
                        .get()
                        .getLocalAddress(InetSocketAddress.class)
                        .getPort());
    }

    /**
     * Stops listening, lets requests in flight finish for up to five seconds, then closes every connection. Closing it
     * again does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        IoUtils.safeClose(listener);
        tlsListener.ifPresent(IoUtils::safeClose);
        inFlight.shutdown();
        try {
            inFlight.awaitShutdown(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            // Whoever interrupts does not want to wait: the rest is quick.
            Thread.currentThread().interrupt();
        }
        worker.shutdownNow();
    }
}
