package dev.haar.servicediscovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.time.HaarTime;
import dev.haar.servicediscovery.registry.DnsConfig;
import dev.haar.servicediscovery.registry.DnsRecord;
import dev.haar.servicediscovery.registry.HealthChecks;
import dev.haar.servicediscovery.registry.NamespaceKind;
import dev.haar.servicediscovery.registry.NamespaceRequest;
import dev.haar.servicediscovery.registry.RegistryRules;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import dev.haar.servicediscovery.registry.ServiceRequest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Questions over real sockets. */
class DnsServerTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HaarTime time = HaarTime.standingAt(Instant.EPOCH);
    private final ServiceRegistry registry = new ServiceRegistry(
            time, new EphemeralStore(), RegistryRules.fast(), HealthChecks.OFF, () -> new Random(3));
    private DnsServer server;

    private Responder responder() {
        return new Responder(
                registry.zones(),
                SCOPE,
                new DataNames(List.of("localhost"), InetAddress.getLoopbackAddress()),
                () -> new Random(3));
    }

    @BeforeEach
    void start() throws Exception {
        server = DnsServer.start(ANY, responder(), Optional.empty(), time);
        String namespace = registry.namespaces()
                .create(
                        SCOPE,
                        new NamespaceRequest(
                                NamespaceKind.DNS_PRIVATE, "shop.local", null, null, "vpc-1", 15L, Map.of()))
                .join()
                .targets()
                .get("NAMESPACE");
        String service = registry.services()
                .create(
                        SCOPE,
                        namespace,
                        SCOPE.account(),
                        new ServiceRequest(
                                "web",
                                null,
                                null,
                                new DnsConfig(
                                        DnsConfig.Routing.MULTIVALUE,
                                        List.of(
                                                new DnsRecord(DnsRecord.Type.A, 60),
                                                new DnsRecord(DnsRecord.Type.SRV, 60))),
                                null,
                                false,
                                false,
                                Map.of()))
                .join()
                .id();
        for (int i = 1; i <= 8; i++) {
            String id = "instance-with-a-rather-long-identifier-so-that-answers-grow-" + i;
            registry.instances()
                    .register(
                            SCOPE,
                            service,
                            SCOPE.account(),
                            id,
                            null,
                            Map.of("AWS_INSTANCE_IPV4", "10.0.0." + i, "AWS_INSTANCE_PORT", "8080"))
                    .join();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Message question(String name, int type) throws Exception {
        return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
    }

    private SimpleResolver resolver(boolean tcp) {
        SimpleResolver resolver =
                new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        resolver.setTCP(tcp);
        resolver.setIgnoreTruncation(true);
        resolver.setTimeout(Duration.ofSeconds(20));
        return resolver;
    }

    @Test
    void sameName_isAnsweredByUdpAndTcp() throws Exception {
        for (boolean tcp : new boolean[] {false, true}) {
            Message answer = resolver(tcp).send(question("WEB.shop.local", Type.A));
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(answer.getSection(Section.ANSWER)).hasSize(8);
        }
    }

    @Test
    void answerTooLong_isCutByUdp_andWholeByTcp() throws Exception {
        SimpleResolver udp = resolver(false);
        udp.setEDNS(-1);
        Message cut = udp.send(question("web.shop.local", Type.SRV));
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        Message whole = resolver(true).send(question("web.shop.local", Type.SRV));
        assertThat(whole.getSection(Section.ANSWER)).hasSize(8);
    }

    @Test
    void manyQuestions_goOverOneConnection() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Message question = question("web.shop.local", Type.A);
                sent.add(question.getHeader().getID());
                byte[] bytes = question.toWire();
                out.writeShort(bytes.length);
                out.write(bytes);
            }
            List<Integer> answered = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                byte[] answer = new byte[in.readUnsignedShort()];
                in.readFully(answer);
                answered.add(new Message(answer).getHeader().getID());
            }
            assertThat(answered).isEqualTo(sent);
        }
    }

    @Test
    void silentConnection_isClosed() throws Exception {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            // Answered once, so that the server knows of it before the clock moves.
            byte[] bytes = question("web.shop.local", Type.A).toWire();
            DataOutputStream out = new DataOutputStream(silent.getOutputStream());
            out.writeShort(bytes.length);
            out.write(bytes);
            DataInputStream in = new DataInputStream(silent.getInputStream());
            in.skipBytes(in.readUnsignedShort());
            time.advance(Duration.ofSeconds(10));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void rubbish_endsNothing() throws Exception {
        Random random = new Random(7);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 5_000; i++) {
                byte[] bytes = new byte[random.nextInt(80)];
                random.nextBytes(bytes);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), server.port()));
            }
        }
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                byte[] bytes = new byte[random.nextInt(80)];
                random.nextBytes(bytes);
                socket.getOutputStream().write(bytes);
            }
        }
        assertThat(resolver(true).send(question("web.shop.local", Type.A)).getSection(Section.ANSWER))
                .hasSize(8);
        assertThat(askUntilAnswered("web.shop.local").getSection(Section.ANSWER))
                .hasSize(8);
    }

    /** By UDP, as clients do: what a full buffer has dropped is asked again. */
    private Message askUntilAnswered(String name) throws Exception {
        SimpleResolver resolver = resolver(false);
        resolver.setTimeout(Duration.ofSeconds(1));
        for (int i = 0; i < 30; i++) {
            try {
                return resolver.send(question(name, Type.A));
            } catch (IOException e) {
                assertThat(i).as("tries").isLessThan(29);
            }
        }
        throw new AssertionError("There is no answer.");
    }

    @Test
    void otherNames_areRefused_orAskedForUpstream() throws Exception {
        assertThat(resolver(false).send(question("other.example", Type.A)).getRcode())
                .isEqualTo(Rcode.REFUSED);
        Upstream upstream = Upstream.at("127.0.0.1:" + server.port());
        ServiceRegistry empty = new ServiceRegistry(
                time, new EphemeralStore(), RegistryRules.fast(), HealthChecks.OFF, () -> new Random(3));
        Responder knowsNothing = new Responder(
                empty.zones(), SCOPE, new DataNames(List.of(), InetAddress.getLoopbackAddress()), () -> new Random(3));
        try (DnsServer outer = DnsServer.start(ANY, knowsNothing, Optional.of(upstream), time)) {
            for (boolean tcp : new boolean[] {false, true}) {
                SimpleResolver resolver =
                        new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), outer.port()));
                resolver.setTCP(tcp);
                resolver.setTimeout(Duration.ofSeconds(20));
                assertThat(resolver.send(question("web.shop.local", Type.A)).getSection(Section.ANSWER))
                        .hasSize(8);
            }
        }
    }

    @Test
    void takenPort_isTold() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        assertThatThrownBy(() -> DnsServer.start(taken, responder(), Optional.empty(), time))
                .isInstanceOf(BindException.class);
    }
}
