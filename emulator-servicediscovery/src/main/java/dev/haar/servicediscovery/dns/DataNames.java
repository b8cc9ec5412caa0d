package dev.haar.servicediscovery.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The names that SDKs make of Haar's own for DiscoverInstances and DiscoverInstancesRevision, with {@code data-} before
 * them: they lead to Haar, too.
 */
public final class DataNames {
    private static final String PREFIX = "data-";
    private static final long TTL = 60;

    private final Set<String> names = new HashSet<>();
    private final InetAddress address;

    /**
     * @param hosts the names by which clients know Haar
     * @param address where it is
     */
    public DataNames(List<String> hosts, InetAddress address) {
        hosts.forEach(host -> names.add(PREFIX + host.toLowerCase(Locale.ROOT)));
        this.address = address;
    }

    /** Whether it is one of them; in lower case and without a dot at its end. */
    boolean contain(String name) {
        return names.contains(name);
    }

    /** Its records of a type. */
    List<Record> records(Name name, int type) {
        int own = address instanceof Inet4Address ? Type.A : Type.AAAA;
        if (type != own && type != Type.ANY) {
            return List.of();
        }
        return List.of(
                own == Type.A
                        ? new ARecord(name, DClass.IN, TTL, address)
                        : new AAAARecord(name, DClass.IN, TTL, address));
    }
}
