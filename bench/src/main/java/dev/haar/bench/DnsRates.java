package dev.haar.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * DNS answers a second on one core, beside a process that sends back what it gets: the A records of a hundred services with
 * ten instances each, eight in an answer, so many queries under way at a time.
 */
final class DnsRates implements Measurement {
    private static final int UNDER_WAY = 64;
    private static final int INSTANCES = 10;
    private static final int PATIENCE_MILLIS = 200;
    private static final int LARGEST = 4096;

    private final Settings settings;
    private final Program haar;

    DnsRates(Settings settings, Program haar) {
        this.settings = settings;
        this.haar = haar;
    }

    /** What one half came to. */
    private record Rate(double perSecond, double busy, double nanosOfServer) {}

    @Override
    public List<Figure> run() throws IOException {
        List<Rate> echoes = new ArrayList<>();
        List<Rate> answers = new ArrayList<>();
        for (int i = 0; i < settings.rounds(); i++) {
            echoes.add(measure(settings.bare(false, 1), "--udp-port=", false));
            answers.add(measure(haar, "--dns-port=", true));
        }
        Spread echo = Spread.of(echoes, Rate::perSecond);
        Spread answer = Spread.of(answers, Rate::perSecond);
        return List.of(
                figure("UDP echoes", echo, Spread.of(echoes, Rate::nanosOfServer)),
                figure("DNS answers", answer, Spread.of(answers, Rate::nanosOfServer)),
                new Figure(
                        "DNS answers, of echoes",
                        String.format(Locale.ROOT, "%.2f", answer.median() / echo.median()),
                        "none",
                        Verdict.NO_TARGET));
    }

    private static Figure figure(String name, Spread rate, Spread nanos) {
        String value =
                String.format(Locale.ROOT, "%,.0f/s, %.1f µs of the server each", rate.median(), nanos.median() / 1000);
        return new Figure(name, value, "none", Verdict.NO_TARGET);
    }

    private Rate measure(Program program, String flag, boolean registers) throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(program.arguments());
        arguments.add(flag + port);
        try (ServerProcess server = ServerProcess.startPinned(settings, new Program(program.name(), arguments))) {
            if (registers) {
                try (EventLoop loop = EventLoop.connect(server.address(), settings.connections())) {
                    ClosedLoop closed = new ClosedLoop(loop, server.figures()::cpuNanos);
                    new Discoveries(closed, new CloudMapRequests(server.host())).register(INSTANCES);
                }
            }
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.setSoTimeout(PATIENCE_MILLIS);
                Duration warmUp = settings.warmUps().get(settings.warmUps().size() - 1);
                load(server, socket, warmUp);
                Rate rate = load(server, socket, settings.measured());
                System.out.printf(
                        Locale.ROOT,
                        "  dns, %s: %,.0f/s, core %.0f %% busy%n",
                        program.name(),
                        rate.perSecond,
                        100 * rate.busy);
                return rate;
            }
        }
    }

    /** Keeps so many queries under way. What is lost, as datagrams may be, is made up for after a while. */
    private static Rate load(ServerProcess server, DatagramSocket socket, Duration duration) throws IOException {
        byte[][] queries = new byte[Discoveries.SERVICES][];
        for (int i = 0; i < queries.length; i++) {
            queries[i] = query(i);
        }
        DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
        long cpu = server.figures().cpuNanos();
        long startedAt = System.nanoTime();
        long answered = 0;
        long sent = 0;
        int underWay = 0;
        while (System.nanoTime() - startedAt < duration.toNanos()) {
            for (; underWay < UNDER_WAY; underWay++) {
                byte[] query = queries[(int) (sent++ % queries.length)];
                socket.send(new DatagramPacket(query, query.length));
            }
            try {
                answer.setLength(LARGEST);
                socket.receive(answer);
                underWay--;
                answered++;
            } catch (SocketTimeoutException e) {
                underWay = 0;
            }
        }
        double nanos = System.nanoTime() - startedAt;
        double spent = server.figures().cpuNanos() - cpu;
        return new Rate(answered * 1e9 / nanos, spent / nanos, spent / Math.max(1, answered));
    }

    private static byte[] query(int service) {
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        // The id, recursion desired, one question.
        query.writeBytes(new byte[] {(byte) (service >>> 8), (byte) service, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : (CloudMapRequests.service(service) + '.' + CloudMapRequests.NAMESPACE).split("\\.")) {
            query.write(label.length());
            query.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        // The root; type A, class IN.
        query.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return query.toByteArray();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
