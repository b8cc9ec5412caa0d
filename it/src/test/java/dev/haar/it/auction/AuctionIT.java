package dev.haar.it.auction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.HaarExtension;
import dev.haar.it.auction.AuctionClient.Bid;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The auction example of AWS's account of FIFO queues: the bids for each item are a message group, and two consumers work
 * on eleven bids each for the items A and B.
 */
class AuctionIT {
    private static final int BIDS = 11;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    static Stream<Named<Supplier<AuctionClient>>> clients() {
        return Stream.of(
                Named.of("SDK v1", () -> new Sdk1AuctionClient(haar.sqs1())),
                Named.of("SDK v2, synchronous", () -> new Sdk2AuctionClient(haar.sqs())),
                Named.of("SDK v2, asynchronous", () -> new Sdk2AsyncAuctionClient(haar.sqsAsync())));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void twoConsumers_eachWorkOnOneItem(Supplier<AuctionClient> supplier) {
        AuctionClient client = supplier.get();
        String queue = client.createQueue("auction.fifo");
        bid(client, queue);

        List<Bid> first = client.receive(queue);
        List<Bid> second = client.receive(queue);
        assertThat(first).extracting(Bid::body).containsExactlyElementsOf(bids("A", 1, 10));
        assertThat(first).extracting(Bid::group).containsOnly("A");
        assertThat(second).extracting(Bid::body).containsExactlyElementsOf(bids("B", 1, 10));
        assertThat(second).extracting(Bid::group).containsOnly("B");
        assertThat(client.receive(queue)).isEmpty();

        first.forEach(each -> client.delete(queue, each));
        List<Bid> lastOfA = client.receive(queue);
        assertThat(lastOfA).extracting(Bid::body).containsExactlyElementsOf(bids("A", 11, 11));
        assertThat(client.receive(queue)).isEmpty();

        second.forEach(each -> client.delete(queue, each));
        List<Bid> lastOfB = client.receive(queue);
        assertThat(lastOfB).extracting(Bid::body).containsExactlyElementsOf(bids("B", 11, 11));

        lastOfA.forEach(each -> client.delete(queue, each));
        lastOfB.forEach(each -> client.delete(queue, each));
        assertThat(client.receive(queue)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aGroupWithOneBidLeftInFlight_staysBlocked(Supplier<AuctionClient> supplier) {
        AuctionClient client = supplier.get();
        String queue = client.createQueue("auction.fifo");
        bid(client, queue);

        List<Bid> first = client.receive(queue);
        List<Bid> second = client.receive(queue);
        first.subList(0, 9).forEach(each -> client.delete(queue, each));
        assertThat(client.receive(queue)).isEmpty();

        client.send(queue, "A", "A-12");
        assertThat(client.receive(queue)).isEmpty();

        second.forEach(each -> client.delete(queue, each));
        assertThat(client.receive(queue)).extracting(Bid::body).containsExactly("B-11");

        client.delete(queue, first.get(9));
        assertThat(client.receive(queue)).extracting(Bid::body).containsExactly("A-11", "A-12");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theSameBidTwice_countsOnce(Supplier<AuctionClient> supplier) {
        AuctionClient client = supplier.get();
        String queue = client.createQueue("auction.fifo");
        client.send(queue, "A", "A-1");
        client.send(queue, "A", "A-1");
        client.send(queue, "A", "A-2");
        assertThat(client.receive(queue)).extracting(Bid::body).containsExactly("A-1", "A-2");
    }

    /** The bids come in by turns, so that no group stands together. */
    private static void bid(AuctionClient client, String queue) {
        for (int i = 1; i <= BIDS; i++) {
            client.send(queue, "A", "A-" + i);
            client.send(queue, "B", "B-" + i);
        }
    }

    private static List<String> bids(String group, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> group + "-" + i).toList();
    }
}
