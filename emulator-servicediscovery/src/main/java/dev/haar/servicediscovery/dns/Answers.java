package dev.haar.servicediscovery.dns;

import dev.haar.servicediscovery.registry.DnsConfig.Routing;
import dev.haar.servicediscovery.registry.DnsRecord;
import dev.haar.servicediscovery.registry.Instance;
import dev.haar.servicediscovery.registry.Namespace;
import dev.haar.servicediscovery.registry.Zones;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The records of one namespace's zone.
 *
 * @see <a href="https://docs.aws.amazon.com/cloud-map/latest/api/API_RoutingPolicy.html">Routing policies</a>
 */
final class Answers {
    private static final int MOST_VALUES = 8;
    /** The service that is named like its namespace. */
    private static final String APEX = ".";

    private static final Name SERVER = Name.fromConstantString("ns-1536.awsdns-00.co.uk.");
    private static final Name ADMIN = Name.fromConstantString("awsdns-hostmaster.amazon.com.");

    private final Zones zones;
    private final Supplier<? extends RandomGenerator> random;

    /**
     * What a zone says to a name.
     *
     * @param exists whether it is there
     * @param records those of the type that was asked for
     * @param aliases names whose addresses are its own as well
     */
    record Answer(boolean exists, List<Record> records, List<Alias> aliases) {
        static final Answer NONE = new Answer(false, List.of());

        Answer(boolean exists, List<Record> records) {
            this(exists, records, List.of());
        }
    }

    /** An alias record of Route 53: it has no TTL of its own. */
    record Alias(Name target, int type) {}

    Answers(Zones zones, Supplier<? extends RandomGenerator> random) {
        this.zones = zones;
        this.random = random;
    }

    /**
     * Answers for a name.
     *
     * @param below the labels before the zone's name, in lower case; empty for the zone itself
     */
    Answer find(Namespace namespace, Name zone, Name name, String below, int type) {
        if (below.isEmpty()) {
            List<Record> own = new ArrayList<>();
            if (asks(type, Type.SOA)) {
                own.add(soa(namespace, zone));
            }
            if (asks(type, Type.NS)) {
                own.add(new NSRecord(zone, DClass.IN, 172_800, SERVER));
            }
            List<Alias> aliases = new ArrayList<>();
            zones.records(namespace, APEX).ifPresent(all -> addService(all, name, type, own, aliases));
            return new Answer(true, own, aliases);
        }
        return zones.records(namespace, below)
                .map(all -> ofService(all, name, type))
                .orElseGet(() -> withoutService(namespace, name, below, type));
    }

    /** What says how long that a name is not there may be remembered. */
    static Record soa(Namespace namespace, Name zone) {
        return new SOARecord(zone, DClass.IN, namespace.soaTtl(), SERVER, ADMIN, 1, 7_200, 900, 1_209_600, 86_400);
    }

    /** The target of an SRV record, or a name that only has others below it. */
    private Answer withoutService(Namespace namespace, Name name, String below, int type) {
        boolean exists = false;
        for (Zones.Records each : zones.records(namespace)) {
            String service = each.service().name().toLowerCase(Locale.ROOT);
            String end = service.equals(APEX) ? "" : '.' + service;
            if (each.service().dns().has(DnsRecord.Type.SRV) && below.endsWith(end)) {
                String id = below.substring(0, below.length() - end.length());
                for (Instance instance : each.all()) {
                    if (instance.id().equalsIgnoreCase(id)) {
                        return new Answer(true, addresses(each, instance, name, type));
                    }
                }
            }
            exists |= service.endsWith('.' + below);
        }
        return exists ? new Answer(true, List.of()) : Answer.NONE;
    }

    private Answer ofService(Zones.Records all, Name name, int type) {
        List<Record> records = new ArrayList<>();
        List<Alias> aliases = new ArrayList<>();
        addService(all, name, type, records, aliases);
        return new Answer(true, records, aliases);
    }

    private void addService(Zones.Records all, Name name, int type, List<Record> records, List<Alias> aliases) {
        for (DnsRecord record : all.service().dns().records()) {
            int own = Type.value(record.type().name());
            // A CNAME answers whatever is asked.
            if (asks(type, own) || own == Type.CNAME) {
                for (Instance each : chosen(all)) {
                    add(record, each, name, records);
                    addAlias(own, each, aliases);
                }
            }
        }
    }

    private static void addAlias(int type, Instance instance, List<Alias> to) {
        String target = instance.attributes().get(Instance.ALIAS);
        if (target != null && (type == Type.A || type == Type.AAAA)) {
            try {
                to.add(new Alias(new Name(target, Name.root), type));
            } catch (TextParseException e) {
                // A label is too long for DNS: the alias leads nowhere.
                return;
            }
        }
    }

    private List<Instance> chosen(Zones.Records all) {
        List<Instance> shuffled = new ArrayList<>(all.healthy());
        Collections.shuffle(shuffled, new Random(random.get().nextLong()));
        int most = all.service().dns().routing() == Routing.WEIGHTED ? 1 : MOST_VALUES;
        return shuffled.subList(0, Math.min(most, shuffled.size()));
    }

    private List<Record> addresses(Zones.Records all, Instance instance, Name name, int type) {
        long ttl = all.service().dns().record(DnsRecord.Type.SRV).orElseThrow().ttl();
        List<Record> found = new ArrayList<>();
        if (asks(type, Type.A)) {
            add(new DnsRecord(DnsRecord.Type.A, ttl), instance, name, found);
        }
        if (asks(type, Type.AAAA)) {
            add(new DnsRecord(DnsRecord.Type.AAAA, ttl), instance, name, found);
        }
        return found;
    }

    private static void add(DnsRecord record, Instance instance, Name name, List<Record> to) {
        String ipv4 = instance.attributes().get(Instance.IPV4);
        String ipv6 = instance.attributes().get(Instance.IPV6);
        String port = instance.attributes().get(Instance.PORT);
        String cname = instance.attributes().get(Instance.CNAME);
        try {
            switch (record.type()) {
                case A -> {
                    if (ipv4 != null) {
                        to.add(new ARecord(name, DClass.IN, record.ttl(), address(ipv4, Address.IPv4)));
                    }
                }
                case AAAA -> {
                    if (ipv6 != null) {
                        to.add(new AAAARecord(name, DClass.IN, record.ttl(), address(ipv6, Address.IPv6)));
                    }
                }
                case SRV -> {
                    if (port != null) {
                        Name target = new Name(instance.id(), name);
                        to.add(new SRVRecord(name, DClass.IN, record.ttl(), 1, 1, Integer.parseInt(port), target));
                    }
                }
                case CNAME -> {
                    if (cname != null) {
                        to.add(new CNAMERecord(name, DClass.IN, record.ttl(), new Name(cname, Name.root)));
                    }
                }
            }
        } catch (TextParseException e) {
            // An id that is no name has no record: Route 53 would have refused it.
            return;
        }
    }

    private static InetAddress address(String text, int family) {
        try {
            return InetAddress.getByAddress(Address.toByteArray(text, family));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("It was checked when it was registered: " + text, e);
        }
    }

    private static boolean asks(int type, int own) {
        return type == own || type == Type.ANY;
    }
}
