package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.queue.QueueAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queue URLs. They are made of the host by which the client reaches Haar, so that they work from where it stands, and read
 * whatever host they name: only the path and a region in the host count.
 */
final class QueueUrls {
    private static final String SCHEME_END = "://";
    private static final int ACCOUNT_DIGITS = 12;

    /** {@code sqs.REGION.amazonaws.com}, and the older {@code REGION.queue.amazonaws.com}. */
    private static final Pattern REGIONAL_HOST = Pattern.compile(
            "(?:.*\\.)?sqs\\.([a-z]{2}[a-z-]*-[0-9]+)(?:\\..*)?" + "|([a-z]{2}[a-z-]*-[0-9]+)\\.queue(?:\\..*)?");

    private QueueUrls() {}

    /** The URL of a queue for this caller. */
    static String url(QueueAddress queue, Caller caller) {
        return caller.baseUrl() + '/' + queue.account() + '/' + queue.name();
    }

    /**
     * The queue that a request means: by its QueueUrl, or by its path if it has none.
     *
     * @param queueUrl the member QueueUrl; null if absent
     */
    static QueueAddress address(String queueUrl, Caller caller) {
        if (queueUrl != null && !queueUrl.isEmpty()) {
            return parse(queueUrl, caller);
        }
        if (isOfQueue(caller.path())) {
            return parse(caller.path(), caller);
        }
        if (caller.isQuery()) {
            throw SqsErrors.invalidAddress(caller.baseUrl() + "/");
        }
        throw SqsErrors.missing("QueueUrl");
    }

    /** Whether the path of a request is that of a queue. */
    static boolean isOfQueue(String path) {
        return path.length() > 1;
    }

    /** Reads a URL or path by hand: every request brings one, and a general parser costs more than the rest of it. */
    private static QueueAddress parse(String text, Caller caller) {
        if (!isVisible(text)) {
            throw SqsErrors.invalidAddress(text);
        }
        int scheme = text.indexOf(SCHEME_END);
        int hostStart = scheme < 0 ? 0 : scheme + SCHEME_END.length();
        int pathStart = scheme < 0 ? 0 : endOfHost(text, hostStart);
        int end = endOfSegments(text, pathStart);
        if (end == pathStart) {
            throw SqsErrors.invalidAddress(text);
        }
        int nameStart = startOfSegment(text, end, pathStart);
        String name = text.substring(nameStart, end);
        String region = scheme < 0 ? caller.region() : region(text.substring(hostStart, pathStart), caller);
        int accountEnd = Math.max(pathStart, nameStart - 1);
        int accountStart = startOfSegment(text, accountEnd, pathStart);
        if (!isAccount(text, accountStart, accountEnd)) {
            return new QueueAddress(caller.account(), region, name);
        }
        String account = text.substring(accountStart, accountEnd);
        int regionEnd = Math.max(pathStart, accountStart - 1);
        int regionStart = startOfSegment(text, regionEnd, pathStart);
        // The form /queue/REGION/ACCOUNT/NAME, which some keep from another emulator.
        boolean namesRegion = text.startsWith("queue/", startOfSegment(text, regionStart - 1, pathStart));
        return new QueueAddress(account, namesRegion ? text.substring(regionStart, regionEnd) : region, name);
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return false;
            }
        }
        return true;
    }

    private static int endOfHost(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }

    /** Where the last segment of the path ends, without a query or slashes behind it. */
    private static int endOfSegments(String text, int pathStart) {
        int query = text.indexOf('?', pathStart);
        int end = query < 0 ? text.length() : query;
        while (end > pathStart && text.charAt(end - 1) == '/') {
            end--;
        }
        return end;
    }

    /** Where the segment starts that ends there. */
    private static int startOfSegment(String text, int end, int pathStart) {
        return Math.max(pathStart, text.lastIndexOf('/', end - 1) + 1);
    }

    private static boolean isAccount(String text, int from, int end) {
        if (end - from != ACCOUNT_DIGITS) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String region(String host, Caller caller) {
        if (!host.contains("sqs.") && !host.contains(".queue")) {
            return caller.region();
        }
        Matcher matcher = REGIONAL_HOST.matcher(host);
        if (!matcher.matches()) {
            return caller.region();
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
}
