package dev.haar.api.http;

import java.util.regex.Pattern;

/** What can be read from a host and port as headers give them. */
final class HostHeader {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_PORT_DIGITS = 5;

    private HostHeader() {}

    /** Whether it is a host name or an address, with or without a port. */
    static boolean isValid(String host) {
        int end = host.indexOf(':');
        if (host.startsWith("[")) {
            end = host.indexOf(']') + 1;
            if (end < 4 || !isAll(host, 1, end - 1, "0123456789abcdefABCDEF:.")) {
                return false;
            }
            return end == host.length() || host.charAt(end) == ':' && isPort(host, end + 1);
        }
        int nameEnd = end < 0 ? host.length() : end;
        return nameEnd > 0 && isName(host, nameEnd) && (end < 0 || isPort(host, end + 1));
    }

    /** Whether the rest of the text from there on is a port number. */
    static boolean isPort(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > MOST_PORT_DIGITS || !isAll(text, from, text.length(), "0123456789")) {
            return false;
        }
        int port = Integer.parseInt(text.substring(from));
        return port >= 1 && port <= HIGHEST_PORT;
    }

    /** Whether a valid host says which port it means. */
    static boolean hasPort(String host) {
        return host.lastIndexOf(':') > host.lastIndexOf(']');
    }

    /**
     * The region in hosts such as {@code sqs.eu-west-1.amazonaws.com} and {@code eu-west-1.queue.localhost}; null if it
     * has none.
     */
    static String region(String host) {
        int from = 0;
        for (int label = 0; label < 2; label++) {
            int dot = host.indexOf('.', from);
            if (dot < 0) {
                return null;
            }
            String candidate = host.substring(from, dot);
            if (REGION.matcher(candidate).matches()) {
                return candidate;
            }
            from = dot + 1;
        }
        return null;
    }

    private static boolean isName(String host, int end) {
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAll(String text, int from, int end, String permitted) {
        for (int i = from; i < end; i++) {
            if (permitted.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
