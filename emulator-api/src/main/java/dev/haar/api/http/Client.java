package dev.haar.api.http;

import dev.haar.api.service.Caller;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.DefaultIoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * The client that waits for one answer. It belongs to the IO thread of its connection, except that any thread may ask
 * whether it is open and register what happens if it is lost.
 */
final class Client extends DefaultIoCallback implements Caller.Client {
    private final HttpServerExchange exchange;
    private ConduitStreamSourceChannel watched;

    /** Guarded by this, like the other two. */
    private Runnable whenLost;

    private boolean lost;
    private boolean answered;

    Client(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public boolean isOpen() {
        synchronized (this) {
            if (lost) {
                return false;
            }
        }
        return exchange.getConnection().isOpen();
    }

    @Override
    public void whenLost(Runnable action) {
        synchronized (this) {
            if (answered) {
                return;
            }
            if (!lost) {
                Runnable before = whenLost;
                whenLost = before == null
                        ? action
                        : () -> {
                            before.run();
                            action.run();
                        };
                return;
            }
        }
        action.run();
    }

    /** Whether the client went away before its answer was written. */
    synchronized boolean isLost() {
        return lost;
    }

    /** The answer is written: what becomes of the client now is no concern of the action's. */
    void answered() {
        synchronized (this) {
            answered = true;
            whenLost = null;
        }
    }

    /** The client is gone before its answer was written. */
    void lost() {
        Runnable action;
        synchronized (this) {
            if (lost || answered) {
                return;
            }
            lost = true;
            action = whenLost;
            whenLost = null;
        }
        if (action != null) {
            action.run();
        }
    }

    /**
     * Notices from now on if the client closes its connection while it waits. Its request is read to the end, so whatever
     * else arrives belongs to the next one and is put back.
     */
    void watch() {
        if (exchange.getConnection() instanceof HttpServerConnection connection
                && connection.getExtraBytes() == null
                && connection.isOpen()) {
            watched = connection.getChannel().getSourceChannel();
            // What is there now reads this request's body, and says that it has ended.
            watched.setConduit(connection.getOriginalSourceConduit());
            watched.setReadListener(source -> readable(connection, source));
            watched.resumeReads();
        } else if (!exchange.getConnection().isOpen()) {
            abandon();
        }
    }

    /** Leaves the connection to those who answer and read the next request. */
    void unwatch() {
        if (watched != null) {
            watched.suspendReads();
            watched.setReadListener(null);
            watched = null;
        }
    }

    private void readable(HttpServerConnection connection, ConduitStreamSourceChannel source) {
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        int read;
        try {
            read = source.read(pooled.getBuffer());
        } catch (IOException e) {
            // A reset is a way of leaving, too.
            read = -1;
        }
        if (read > 0) {
            pooled.getBuffer().flip();
            connection.ungetRequestBytes(pooled);
            unwatch();
            return;
        }
        pooled.close();
        if (read < 0) {
            unwatch();
            abandon();
        }
    }

    /** Ends a connection over which there will be no answer. */
    void abandon() {
        lost();
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }

    @Override
    public void onComplete(HttpServerExchange completed, Sender sender) {
        answered();
        super.onComplete(completed, sender);
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException exception) {
        lost();
        super.onException(failed, sender, exception);
    }
}
