package dev.haar.api.sqs.fuzz;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept as long as the server keeps it, and opened again when it does not. */
final class Connection implements AutoCloseable {
    /** Far beyond any answer's time: what takes longer hangs. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private Socket socket;
    private InputStream input;

    Connection(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status 0 if the server closed the connection instead
     */
    record Answer(int status, String body) {
        private static final Answer NONE = new Answer(0, "");
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws SocketTimeoutException if the server neither answers nor closes the connection
     */
    Answer exchange(Request request) throws IOException {
        boolean fresh = socket == null;
        try {
            open();
            socket.getOutputStream().write(request.bytes());
            if (!request.framed) {
                // The server may wait for more than there is: there will be no more.
                socket.shutdownOutput();
            }
            Answer answer = read();
            if (!request.framed) {
                hangUp();
            }
            return answer;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            hangUp();
            // A kept connection may end between two requests; a new one that ends was refused.
            return fresh || !request.framed ? Answer.NONE : exchange(request);
        }
    }

    private void open() throws IOException {
        if (socket == null) {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            input = new BufferedInputStream(socket.getInputStream());
        }
    }

    private Answer read() throws IOException {
        int status;
        String head;
        do {
            head = head();
            status = Integer.parseInt(head.substring(9, 12));
        } while (status < 200);
        String lower = head.toLowerCase(Locale.ROOT);
        byte[] body;
        if (lower.contains("\r\ntransfer-encoding: chunked")) {
            body = chunks();
        } else {
            String length = value(lower, "content-length");
            body = input.readNBytes(length == null ? 0 : Integer.parseInt(length));
        }
        if ("close".equals(value(lower, "connection"))) {
            hangUp();
        }
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        int end = 0;
        while (end < 4) {
            int c = input.read();
            if (c < 0) {
                throw new EOFException();
            }
            head.append((char) c);
            end = c == "\r\n\r\n".charAt(end) ? end + 1 : c == '\r' ? 1 : 0;
        }
        return head.toString();
    }

    private byte[] chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            body.append(new String(input.readNBytes(length), StandardCharsets.ISO_8859_1));
            line();
            if (length == 0) {
                return body.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    private static String value(String head, String header) {
        int at = head.indexOf("\r\n" + header + ": ");
        if (at < 0) {
            return null;
        }
        int from = at + header.length() + 4;
        return head.substring(from, head.indexOf('\r', from)).trim();
    }

    /** Ends the connection; the next request opens another. */
    void hangUp() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
