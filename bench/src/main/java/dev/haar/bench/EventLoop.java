package dev.haar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections to one server, all served by the calling thread. */
final class EventLoop implements AutoCloseable {
    /** Gets each complete answer, and may send the next request on any connection. */
    interface Handler {
        void answered(Connection connection, Answer answer) throws IOException;
    }

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();

    private EventLoop(Selector selector) {
        this.selector = selector;
    }

    static EventLoop connect(InetSocketAddress server, int connections) throws IOException {
        EventLoop loop = new EventLoop(Selector.open());
        try {
            for (int i = 0; i < connections; i++) {
                loop.connections.add(new Connection(i, server, loop.selector));
            }
            return loop;
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    List<Connection> connections() {
        return connections;
    }

    /** Waits for the sockets, at most so long, and handles what came. */
    void poll(Duration atMost, Handler handler) throws IOException {
        try {
            selector.select(key -> advance(key, handler), Math.max(1, atMost.toMillis()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void advance(SelectionKey key, Handler handler) {
        Connection connection = (Connection) key.attachment();
        try {
            Answer answer = connection.advance();
            if (answer != null) {
                handler.answered(connection, answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
