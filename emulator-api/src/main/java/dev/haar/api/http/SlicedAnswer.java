package dev.haar.api.http;

import dev.haar.api.protocol.Body;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;

/** Writes a body that is not encoded yet, slice by slice as the socket takes them. */
final class SlicedAnswer implements ChannelListener<StreamSinkChannel> {
    private static final System.Logger LOG = System.getLogger(SlicedAnswer.class.getName());

    private final HttpServerExchange exchange;
    private final Body.Reader body;
    private final Client client;
    private ByteBuffer slice;

    SlicedAnswer(HttpServerExchange exchange, Body body, Client client) {
        this.exchange = exchange;
        this.body = body.reader();
        this.client = client;
        this.slice = this.body.next();
    }

    void send() {
        StreamSinkChannel channel = exchange.getResponseChannel();
        channel.getWriteSetter().set(this);
        handleEvent(channel);
    }

    @Override
    public void handleEvent(StreamSinkChannel channel) {
        try {
            while (slice != null) {
                if (channel.write(slice) == 0) {
                    channel.resumeWrites();
                    return;
                }
                if (!slice.hasRemaining()) {
                    slice = body.next();
                }
            }
        } catch (IOException e) {
            // The client does not want the rest.
            client.abandon();
            return;
        } catch (RuntimeException | VirtualMachineError e) {
            LOG.log(System.Logger.Level.ERROR, "An answer could not be written to its end.", e);
            client.abandon();
            return;
        }
        channel.suspendWrites();
        client.answered();
        exchange.endExchange();
    }
}
