package dev.haar.it.sns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP endpoint of a subscriber, which answers as it is told. */
final class Subscriber implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final HttpServer server;
    private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    Subscriber() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/shop";
    }

    void answers(int next) {
        status = next;
    }

    /** The body of the next post; waits for it. */
    String next() throws InterruptedException {
        String body = posts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (body == null) {
            throw new AssertionError("Nothing was posted.");
        }
        return body;
    }

    boolean isQuiet() {
        return posts.isEmpty();
    }

    /** A member of a message, whose text needs no unescaping. */
    static String member(String message, String name) {
        Matcher found = Pattern.compile("\"" + name + "\" : \"([^\"]*)\"").matcher(message);
        if (!found.find()) {
            throw new AssertionError("There is no " + name + " in " + message);
        }
        return found.group(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
