package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.queue.QueueAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queue URLs. They are made of the host by which the client reaches Haar, so that they work from where it stands, and read
 * whatever host they name: only the path and a region in the host count.
 */
final class QueueUrls {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

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

    private static QueueAddress parse(String text, Caller caller) {
        String host = null;
        String path = text;
        if (text.contains("://")) {
            try {
                URI uri = new URI(text);
                host = uri.getHost();
                path = uri.getPath() == null ? "" : uri.getPath();
            } catch (URISyntaxException e) {
                throw SqsErrors.invalidAddress(text);
            }
        }
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.isEmpty()) {
            throw SqsErrors.invalidAddress(text);
        }
        String name = segments.get(segments.size() - 1);
        String region = host == null ? caller.region() : region(host, caller);
        String account = caller.account();
        if (segments.size() > 1
                && ACCOUNT.matcher(segments.get(segments.size() - 2)).matches()) {
            account = segments.get(segments.size() - 2);
        }
        if (segments.size() == 4 && segments.get(0).equals("queue")) {
            // The form /queue/REGION/ACCOUNT/NAME, which some keep from another emulator.
            region = segments.get(1);
        }
        return new QueueAddress(account, region, name);
    }

    private static String region(String host, Caller caller) {
        Matcher matcher = REGIONAL_HOST.matcher(host);
        if (!matcher.matches()) {
            return caller.region();
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
}
