package dev.haar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends back every datagram. What a DNS server on the JDK's channels cannot go beyond. */
final class BareEcho {
    private static final int LARGEST = 65_535;

    private BareEcho() {}

    static void start(int port) throws IOException {
        DatagramChannel channel =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread thread = new Thread(() -> run(channel), "echo");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(DatagramChannel channel) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
        try {
            while (true) {
                SocketAddress client = channel.receive(datagram.clear());
                channel.send(datagram.flip(), client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
