/**
 * Queues and the messages in them, as Amazon SQS keeps them.
 *
 * <p>{@link dev.haar.engine.queue.Queues} finds and makes queues, a {@link dev.haar.engine.queue.Queue} sends, hands out
 * and deletes messages. One lock guards each queue; whoever waits for a message is an object in its queue, never a
 * thread. Every command hands its changes to the state store and shows their effect once they are kept.
 */
package dev.haar.engine.queue;
