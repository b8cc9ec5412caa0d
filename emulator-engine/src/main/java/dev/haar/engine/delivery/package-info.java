/** What leaves a topic for elsewhere than a queue: attempts, retries, dead letters, and what is captured in the outbox. */
package dev.haar.engine.delivery;
