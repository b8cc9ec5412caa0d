package dev.haar.bench;

/** What a measured stretch of time came to. */
final class Tally {
    private final Histogram latencies = new Histogram();
    private long requests;
    private long messages;
    private long answerBytes;
    private long nanos;
    private long serverCpuNanos;
    private long loadCpuNanos;

    void answered(long latency, int messagesDone, int size) {
        latencies.record(latency);
        requests++;
        messages += messagesDone;
        answerBytes += size;
    }

    void lasted(long elapsed, long serverCpu, long loadCpu) {
        nanos += elapsed;
        serverCpuNanos += serverCpu;
        loadCpuNanos += loadCpu;
    }

    void add(Tally other) {
        latencies.add(other.latencies);
        requests += other.requests;
        messages += other.messages;
        answerBytes += other.answerBytes;
        nanos += other.nanos;
        serverCpuNanos += other.serverCpuNanos;
        loadCpuNanos += other.loadCpuNanos;
    }

    Histogram latencies() {
        return latencies;
    }

    long nanos() {
        return nanos;
    }

    double requestsPerSecond() {
        return requests * 1e9 / nanos;
    }

    double messagesPerSecond() {
        return messages * 1e9 / nanos;
    }

    /** What the server's threads worked for one message: it hardly depends on what else the machine has to do. */
    double serverMicrosPerMessage() {
        return serverCpuNanos / 1e3 / messages;
    }

    double bytesPerAnswer() {
        return requests == 0 ? 0 : (double) answerBytes / requests;
    }

    /** What a request costs the server, whatever else the machine does meanwhile. */
    double serverMicrosPerRequest() {
        return requests == 0 ? 0 : serverCpuNanos / 1e3 / requests;
    }

    /** The share of one core that the server used. */
    double serverBusy() {
        return (double) serverCpuNanos / nanos;
    }

    /** The share of one core that the load used: near 1 it would be the load that is measured. */
    double loadBusy() {
        return (double) loadCpuNanos / nanos;
    }
}
