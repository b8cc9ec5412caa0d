/** Data protection policies of topics: what counts as sensitive, and what becomes of messages that have it. */
package dev.haar.engine.protection;
