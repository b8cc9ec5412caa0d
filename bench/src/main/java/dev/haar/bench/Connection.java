package dev.haar.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One keep-alive connection with at most one request under way. */
final class Connection implements AutoCloseable {
    private final int number;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ResponseParser parser = new ResponseParser();
    private ByteBuffer in = ByteBuffer.allocate(1024);
    private ByteBuffer out;
    private long sentAt;

    Connection(int number, InetSocketAddress server, Selector selector) throws IOException {
        this.number = number;
        channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    int number() {
        return number;
    }

    /** When the request under way began to be written, by {@link System#nanoTime}. */
    long sentAt() {
        return sentAt;
    }

    void send(ByteBuffer request) throws IOException {
        in.clear();
        parser.reset();
        out = request;
        sentAt = System.nanoTime();
        write();
    }

    /** Moves bytes as the selector found possible; the answer if that completed it, else null. */
    Answer advance() throws IOException {
        if (key.isWritable()) {
            write();
        }
        return key.isReadable() ? read() : null;
    }

    private void write() throws IOException {
        channel.write(out);
        // Interest is a system call: it changes only when the socket's buffer was full.
        if (out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private Answer read() throws IOException {
        if (!in.hasRemaining()) {
            in = ByteBuffer.wrap(Arrays.copyOf(in.array(), 4 * in.capacity())).position(in.position());
        }
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection");
        }
        return parser.parse(in.array(), in.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
