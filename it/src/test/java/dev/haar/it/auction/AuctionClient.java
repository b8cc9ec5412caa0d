package dev.haar.it.auction;

import java.util.List;

/** What the auction example needs of an SDK. */
interface AuctionClient {
    /** A message as its consumer sees it. */
    record Bid(String group, String body, String receiptHandle) {}

    /** Makes the FIFO queue, with content-based deduplication, and returns its URL. */
    String createQueue(String name);

    void send(String queueUrl, String group, String body);

    /** Receives up to ten messages without waiting. */
    List<Bid> receive(String queueUrl);

    void delete(String queueUrl, Bid bid);
}
