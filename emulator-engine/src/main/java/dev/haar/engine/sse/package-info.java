/** What the engine asks of whoever encrypts the bodies of messages. */
package dev.haar.engine.sse;
