/** What a message carries, and its digests: the same for queues and topics. */
package dev.haar.engine.message;
