package dev.haar.servicediscovery.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** Another DNS server that knows the names that Haar does not. So many questions to it at a time, and no more. */
public final class Upstream {
    private static final int DNS = 53;
    private static final int MOST_UNDER_WAY = 256;
    private static final int PLAIN = 512;
    private static final int LARGEST = 65_535;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SimpleResolver resolver;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);

    private Upstream(InetSocketAddress address) {
        this.resolver = new SimpleResolver(address);
        resolver.setTimeout(PATIENCE);
    }

    /**
     * The server at a place.
     *
     * @param place host, or host and port with a colon between them
     * @throws UnknownHostException if there is no such host
     */
    public static Upstream at(String place) throws UnknownHostException {
        int colon = place.lastIndexOf(':');
        boolean withPort = colon > 0 && place.indexOf(':') == colon;
        String host = withPort ? place.substring(0, colon) : place;
        int port = withPort ? Integer.parseInt(place.substring(colon + 1)) : DNS;
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("The upstream DNS server is unknown: " + host);
        }
        return new Upstream(address);
    }

    /** Its answer, or the news that there is none. */
    CompletionStage<byte[]> ask(byte[] query, boolean isDatagram) {
        Message question;
        try {
            question = new Message(query);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (!places.tryAcquire()) {
            return CompletableFuture.completedFuture(failure(question));
        }
        int room = !isDatagram
                ? LARGEST
                : question.getOPT() == null
                        ? PLAIN
                        : Math.max(PLAIN, question.getOPT().getPayloadSize());
        return resolver.sendAsync(question).handle((answer, failure) -> {
            places.release();
            return failure == null ? answer.toWire(room) : failure(question);
        });
    }

    private static byte[] failure(Message question) {
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(Rcode.SERVFAIL);
        if (question.getQuestion() != null) {
            answer.addRecord(question.getQuestion(), Section.QUESTION);
        }
        return answer.toWire();
    }
}
