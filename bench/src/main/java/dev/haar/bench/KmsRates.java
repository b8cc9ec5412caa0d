package dev.haar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How many calls of KMS are answered in a second: one request again and again, after as long a warm-up. */
final class KmsRates implements Measurement {
    private static final String PLAINTEXT =
            Base64.getEncoder().encodeToString("x".repeat(1024).getBytes(StandardCharsets.US_ASCII));

    private final Settings settings;
    private final Program program;

    KmsRates(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    /** A way to sign. */
    private enum Signing {
        RSA_2048("RSASSA_PSS_SHA_256"),
        RSA_4096("RSASSA_PSS_SHA_256"),
        ECC_NIST_P256("ECDSA_SHA_256"),
        ECC_NIST_P384("ECDSA_SHA_384"),
        ECC_NIST_P521("ECDSA_SHA_512"),
        ECC_SECG_P256K1("ECDSA_SHA_256"),
        ECC_NIST_EDWARDS25519("ED25519_SHA_512"),
        ML_DSA_65("ML_DSA_SHAKE_256");

        private final String algorithm;

        Signing(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    @Override
    public List<Figure> run() throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (ServerProcess server = ServerProcess.startPinned(settings, program);
                EventLoop loop = EventLoop.connect(server.address(), settings.connections())) {
            ClosedLoop closed = new ClosedLoop(loop, server.figures()::cpuNanos);
            for (Map.Entry<String, ByteBuffer> call : calls(server).entrySet()) {
                measure(closed, call.getValue());
                Tally tally = measure(closed, call.getValue());
                String value = String.format(
                        Locale.ROOT,
                        "%,.0f/s, p50 %.2f ms, p99 %.2f ms",
                        tally.requestsPerSecond(),
                        tally.latencies().percentileMillis(0.5),
                        tally.latencies().percentileMillis(0.99));
                System.out.println("  KMS " + call.getKey() + ": " + value);
                figures.add(new Figure("KMS " + call.getKey(), value, "none", Verdict.NO_TARGET));
            }
        }
        return figures;
    }

    private Map<String, ByteBuffer> calls(ServerProcess server) throws IOException {
        KmsRequests requests = new KmsRequests(server.host());
        String key = key(server, requests, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
        String ciphertext = member("CiphertextBlob", OneCall.make(server.address(), requests.encrypt(key, PLAINTEXT)));
        Map<String, ByteBuffer> calls = new LinkedHashMap<>();
        calls.put("Encrypt, 1 KiB", requests.encrypt(key, PLAINTEXT));
        calls.put("Decrypt, 1 KiB", requests.decrypt(ciphertext));
        calls.put("GenerateDataKey", requests.generateDataKey(key));
        for (Signing signing : Signing.values()) {
            String signer = key(server, requests, signing.name(), "SIGN_VERIFY");
            calls.put("Sign, " + signing, requests.sign(signer, signing.algorithm, PLAINTEXT));
        }
        return calls;
    }

    private static String key(ServerProcess server, KmsRequests requests, String spec, String usage)
            throws IOException {
        return member("KeyId", OneCall.make(server.address(), requests.createKey(spec, usage)));
    }

    private static String member(String name, Answer answer) {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        int from = new Needle("\"" + name + "\":\"").endIn(bytes, 0, bytes.length);
        if (from < 0) {
            throw new BenchException("no " + name + " in " + answer.body());
        }
        return answer.body().substring(from, answer.body().indexOf('"', from));
    }

    private Tally measure(ClosedLoop loop, ByteBuffer request) throws IOException {
        List<Repeating> sessions = Stream.generate(() -> new Repeating(request.duplicate()))
                .limit(loop.connections())
                .toList();
        return loop.run(sessions, settings.measured());
    }

    /** One request without end. */
    private record Repeating(ByteBuffer request) implements Session {
        @Override
        public ByteBuffer next() {
            return request.clear();
        }

        @Override
        public int answered(Answer answer) {
            return 1;
        }
    }
}
