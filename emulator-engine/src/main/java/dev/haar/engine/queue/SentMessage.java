package dev.haar.engine.queue;

import dev.haar.engine.message.Md5;
import java.util.UUID;

/**
 * A message that was sent.
 *
 * @param id its id; of a duplicate the id of the first
 * @param bodyMd5 the digest of the body that was sent now
 * @param sequenceNumber its sequence number, 20 digits; null on a standard queue
 */
public record SentMessage(UUID id, Md5 bodyMd5, String sequenceNumber) {}
