/**
 * Measures Haar beside a bare Undertow: throughput as a ratio, latency, start-up, threads and memory.
 *
 * <p>{@link dev.haar.bench.Bench} is the only entry point besides {@link dev.haar.bench.BareServer}; {@code bench/run}
 * starts it on a core of its own.
 */
package dev.haar.bench;
