package dev.haar.servicediscovery.registry;

/**
 * A kind of record that each instance of a service gets.
 *
 * @param ttl how long an answer may be cached, in seconds, 0 to 2147483647
 */
public record DnsRecord(Type type, long ttl) {
    /** The types that Cloud Map has. */
    public enum Type {
        A,
        AAAA,
        SRV,
        CNAME
    }
}
