package dev.haar.api.courier;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The hosts that may be posted to. */
public final class AllowedHosts {
    private final List<Pattern> patterns;

    /** @param hosts hosts with or without a port, with {@code *} for any part of them; none for all hosts */
    public AllowedHosts(List<String> hosts) {
        this.patterns = hosts.stream().map(AllowedHosts::pattern).toList();
    }

    boolean contain(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String withPort = host + ":" + port(uri);
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(each -> each.matcher(host).matches()
                                || each.matcher(withPort).matches());
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    private static Pattern pattern(String host) {
        String[] parts = host.toLowerCase(Locale.ROOT).split("\\*", -1);
        StringBuilder pattern = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            pattern.append(".*").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(pattern.toString());
    }
}
