package dev.haar.servicediscovery.dns;

import dev.haar.servicediscovery.registry.Namespace;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.Zones;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Turns the bytes of a query into those of its answer. Safe for use by several threads. */
public final class Responder {
    private static final int HEADER = 12;
    private static final int PLAIN = 512;
    private static final int LARGEST = 65_535;
    private static final int PAYLOAD = 1_232;
    private static final int MOST_STEPS = 8;

    private final Zones zones;
    private final Scope preferred;
    private final DataNames dataNames;
    private final Answers answers;

    /**
     * @param preferred whose namespace answers where several have one name
     * @param dataNames the names of Haar's own
     */
    public Responder(Zones zones, Scope preferred, DataNames dataNames, Supplier<? extends RandomGenerator> random) {
        this.zones = zones;
        this.dataNames = dataNames;
        this.preferred = preferred;
        this.answers = new Answers(zones, random);
    }

    /**
     * Answers a query.
     *
     * @param isDatagram whether the answer must fit into one
     * @return the answer; empty if the bytes deserve none
     */
    public Optional<byte[]> respond(byte[] query, boolean isDatagram) {
        Message message;
        try {
            message = new Message(query);
        } catch (IOException e) {
            return malformed(query);
        }
        if (message.getHeader().getFlag(Flags.QR)) {
            // Answering answers would go on for ever.
            return Optional.empty();
        }
        Message answer = new Message(message.getHeader().getID());
        answer.getHeader().setOpcode(message.getHeader().getOpcode());
        answer.getHeader().setFlag(Flags.QR);
        if (message.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        OPTRecord options = message.getOPT();
        Record question = message.getQuestion();
        if (question != null) {
            answer.addRecord(question, Section.QUESTION);
        }
        fill(message, question, options, answer);
        if (options != null) {
            int extended = options.getVersion() > 0 ? 1 : 0;
            answer.addRecord(new OPTRecord(PAYLOAD, extended, 0), Section.ADDITIONAL);
        }
        int room = options == null ? PLAIN : Math.max(PLAIN, Math.min(options.getPayloadSize(), PAYLOAD));
        return Optional.of(answer.toWire(isDatagram ? room : LARGEST));
    }

    private void fill(Message message, Record question, OPTRecord options, Message answer) {
        Header header = answer.getHeader();
        if (message.getHeader().getOpcode() != Opcode.QUERY) {
            header.setRcode(Rcode.NOTIMP);
        } else if (question == null || message.getHeader().getCount(Section.QUESTION) != 1) {
            header.setRcode(Rcode.FORMERR);
        } else if (options != null && options.getVersion() > 0) {
            header.setRcode(Rcode.NOERROR);
        } else if (question.getDClass() != DClass.IN && question.getDClass() != DClass.ANY) {
            header.setRcode(Rcode.REFUSED);
        } else {
            lookUp(question, answer);
        }
    }

    private void lookUp(Record question, Message answer) {
        Name name = question.getName();
        Optional<Found> found = find(name, question.getType());
        if (found.isPresent()) {
            answer.getHeader().setFlag(Flags.AA);
            fill(found.get(), answer);
            follow(found.get(), question.getType(), answer);
        } else if (dataNames.contain(lower(name))) {
            answer.getHeader().setFlag(Flags.AA);
            dataNames.records(name, question.getType()).forEach(each -> answer.addRecord(each, Section.ANSWER));
        } else {
            answer.getHeader().setRcode(Rcode.REFUSED);
        }
    }

    /** What a name of ours has. */
    private record Found(Namespace namespace, Name zone, Answers.Answer answer) {}

    private Optional<Found> find(Name name, int type) {
        return find(name, type, MOST_STEPS);
    }

    private Optional<Found> find(Name name, int type, int steps) {
        for (int labels = 0; labels < name.labels() - 1; labels++) {
            Name zone = labels == 0 ? name : new Name(name, labels);
            Optional<Namespace> namespace = zones.find(lower(zone), preferred);
            if (namespace.isPresent()) {
                String all = lower(name);
                String below = labels == 0
                        ? ""
                        : all.substring(0, all.length() - lower(zone).length() - 1);
                Answers.Answer answer = answers.find(namespace.get(), zone, name, below, type);
                return Optional.of(new Found(namespace.get(), zone, withoutAliases(answer, name, steps)));
            }
        }
        return Optional.empty();
    }

    /** Has a name answer with the addresses of what it is an alias of, as far as a zone of Haar's knows that. */
    private Answers.Answer withoutAliases(Answers.Answer answer, Name name, int steps) {
        if (answer.aliases().isEmpty()) {
            return answer;
        }
        List<Record> records = new ArrayList<>(answer.records());
        answer.aliases().forEach(alias -> records.addAll(addresses(alias, name, steps)));
        return new Answers.Answer(answer.exists(), records);
    }

    private List<Record> addresses(Answers.Alias alias, Name name, int steps) {
        if (steps == 0) {
            return List.of();
        }
        List<Record> own = new ArrayList<>();
        for (Record each : find(alias.target(), alias.type(), steps - 1)
                .map(found -> found.answer.records())
                .orElse(List.of())) {
            if (each instanceof CNAMERecord further) {
                own.addAll(addresses(new Answers.Alias(further.getTarget(), alias.type()), name, steps - 1));
            } else {
                own.add(Record.newRecord(name, each.getType(), DClass.IN, each.getTTL(), each.rdataToWireCanonical()));
            }
        }
        return own;
    }

    private static void fill(Found found, Message answer) {
        if (!found.answer.exists()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        found.answer.records().forEach(each -> answer.addRecord(each, Section.ANSWER));
        if (found.answer.records().isEmpty()) {
            answer.addRecord(Answers.soa(found.namespace, found.zone), Section.AUTHORITY);
        }
    }

    /** Clients like glibc's do not ask for what a CNAME leads to: they want it in the same answer. */
    private void follow(Found from, int type, Message answer) {
        Found last = from;
        for (int i = 0; i < MOST_STEPS && type != Type.CNAME && type != Type.ANY; i++) {
            Optional<Found> next = last.answer.records().stream()
                    .filter(CNAMERecord.class::isInstance)
                    .findFirst()
                    .flatMap(each -> find(((CNAMERecord) each).getTarget(), type));
            if (next.isEmpty()) {
                return;
            }
            last = next.get();
            fill(last, answer);
        }
    }

    private static Optional<byte[]> malformed(byte[] query) {
        boolean isQuery = query.length >= HEADER && (query[2] & 0x80) == 0;
        if (!isQuery) {
            return Optional.empty();
        }
        Message answer = new Message((query[0] & 0xFF) << 8 | query[1] & 0xFF);
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(Rcode.FORMERR);
        return Optional.of(answer.toWire());
    }

    private static String lower(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
