package dev.haar.servicediscovery.dns;

import dev.haar.core.time.Time;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.Rcode;

/**
 * Answers DNS over UDP and TCP on one port. One thread serves all: whatever comes, and however much of it, it takes no more
 * threads and no more memory than a bounded number of connections.
 */
public final class DnsServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DnsServer.class.getName());

    private static final int LARGEST = 65_535;
    private static final int MOST_CONNECTIONS = 256;
    private static final int DATAGRAMS_IN_TURN = 64;
    private static final int TRIES_FOR_ONE_PORT = 20;
    private static final int RCODE = 0x0F;

    private final Responder responder;
    private final Optional<Upstream> upstream;
    private final Time time;
    private final Selector selector;
    private final DatagramChannel datagrams;
    private final ServerSocketChannel listener;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer datagram = ByteBuffer.allocate(LARGEST);
    private int connections;
    private volatile boolean closed;

    private DnsServer(
            Responder responder,
            Optional<Upstream> upstream,
            Time time,
            DatagramChannel datagrams,
            ServerSocketChannel listener)
            throws IOException {
        this.responder = responder;
        this.upstream = upstream;
        this.time = time;
        this.datagrams = datagrams;
        this.listener = listener;
        this.selector = Selector.open();
        datagrams.configureBlocking(false);
        datagrams.register(selector, SelectionKey.OP_READ);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Starts to listen.
     *
     * @param address where; port 0 for any that is free with both protocols
     * @param upstream who is asked for names that are none of Haar's; empty to refuse them
     * @throws IOException if the address or port cannot be had
     */
    public static DnsServer start(
            InetSocketAddress address, Responder responder, Optional<Upstream> upstream, Time time) throws IOException {
        BindException taken = new BindException("No port is free with UDP and TCP.");
        for (int i = 0; i < (address.getPort() == 0 ? TRIES_FOR_ONE_PORT : 1); i++) {
            ServerSocketChannel listener = ServerSocketChannel.open();
            DatagramChannel datagrams = DatagramChannel.open();
            try {
                listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                listener.bind(address);
                datagrams.bind(new InetSocketAddress(address.getAddress(), port(listener)));
                DnsServer server = new DnsServer(responder, upstream, time, datagrams, listener);
                Thread thread = new Thread(server::run, "haar-dns");
                thread.setDaemon(true);
                thread.start();
                return server;
            } catch (BindException e) {
                taken = e;
                listener.close();
                datagrams.close();
            }
        }
        throw taken;
    }

    /** The port that it listens on. */
    public int port() {
        return port(listener);
    }

    private static int port(ServerSocketChannel listener) {
        return listener.socket().getLocalPort();
    }

    /** Stops it; nobody is waited for. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::serve);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            } catch (IOException | RuntimeException e) {
                // One packet must not cost the others their server.
                LOG.log(System.Logger.Level.WARNING, "A DNS query could not be served.", e);
            }
        }
        end();
    }

    private void end() {
        selector.keys().forEach(key -> close(key.channel()));
        close(selector);
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.channel() == datagrams) {
            receive();
        } else if (key.channel() == listener) {
            accept();
        } else {
            ((Connection) key.attachment()).proceed();
        }
    }

    private void receive() {
        // In turns, so that a flood leaves room for those who come by TCP.
        for (int i = 0; i < DATAGRAMS_IN_TURN; i++) {
            SocketAddress client;
            try {
                datagram.clear();
                client = datagrams.receive(datagram);
            } catch (IOException e) {
                // Somebody before went away without their answer.
                continue;
            }
            if (client == null) {
                return;
            }
            byte[] query = new byte[datagram.flip().remaining()];
            datagram.get(query);
            answer(query, true, answer -> send(answer, client));
        }
    }

    private void send(byte[] answer, SocketAddress client) {
        try {
            datagrams.send(ByteBuffer.wrap(answer), client);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A DNS answer could not be sent.", e);
        }
    }

    /** Takes an answer; on the server's thread or on another. */
    private interface Recipient {
        void take(byte[] answer);
    }

    /** Whether there will be an answer. */
    private boolean answer(byte[] query, boolean isDatagram, Recipient recipient) {
        Optional<byte[]> own;
        try {
            own = responder.respond(query, isDatagram);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A DNS query could not be answered.", e);
            return false;
        }
        if (own.isEmpty()) {
            return false;
        }
        boolean foreign = (own.get()[3] & RCODE) == Rcode.REFUSED;
        if (foreign && upstream.isPresent()) {
            upstream.get().ask(query, isDatagram).thenAccept(recipient::take);
        } else {
            recipient.take(own.get());
        }
        return true;
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel == null) {
                return;
            }
            if (connections >= MOST_CONNECTIONS) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
            connections++;
            connection.expectSoon();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A DNS connection could not be accepted.", e);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "Closing failed.", e);
        }
    }

    /** A client that comes by TCP: its queries are answered one after the other. Belongs to the server's thread. */
    private final class Connection {
        private static final int PREFIX = 2;
        private static final int LARGEST_QUERY = 4096;
        private static final long PATIENCE = 10_000;

        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(PREFIX + LARGEST_QUERY);
        private ByteBuffer out;
        private boolean asking;
        private SelectionKey key;
        private Time.Timer patience;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        /** Whoever stays silent has to leave the place to others. */
        void expectSoon() {
            if (patience != null) {
                patience.cancel();
            }
            patience = time.within(PATIENCE, () -> later(this::end));
        }

        void proceed() {
            try {
                if (out != null) {
                    write();
                } else {
                    read();
                }
            } catch (IOException e) {
                end();
            }
        }

        private void read() throws IOException {
            if (channel.read(in) < 0) {
                end();
                return;
            }
            expectSoon();
            next();
        }

        private void next() throws IOException {
            if (asking || out != null || in.position() < PREFIX) {
                return;
            }
            int length = Short.toUnsignedInt(in.getShort(0));
            if (length > LARGEST_QUERY) {
                end();
                return;
            }
            if (in.position() < PREFIX + length) {
                return;
            }
            byte[] query = new byte[length];
            in.flip().position(PREFIX);
            in.get(query);
            in.compact();
            asking = true;
            key.interestOps(0);
            if (!answer(query, false, answer -> later(() -> reply(answer)))) {
                end();
            }
        }

        private void reply(byte[] answer) {
            if (!key.isValid()) {
                return;
            }
            asking = false;
            out = ByteBuffer.allocate(PREFIX + answer.length)
                    .putShort((short) answer.length)
                    .put(answer)
                    .flip();
            try {
                write();
            } catch (IOException e) {
                end();
            }
        }

        private void write() throws IOException {
            channel.write(out);
            if (out.hasRemaining()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            out = null;
            key.interestOps(SelectionKey.OP_READ);
            next();
        }

        private void later(Runnable task) {
            tasks.add(task);
            selector.wakeup();
        }

        private void end() {
            if (channel.isOpen()) {
                connections--;
                patience.cancel();
                DnsServer.close(channel);
            }
        }
    }
}
