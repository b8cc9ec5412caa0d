/** Topics, their subscriptions, and what becomes of a message that is published. */
package dev.haar.engine.topic;
