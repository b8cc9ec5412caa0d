package dev.haar.engine.delivery;

import java.util.Locale;
import java.util.Set;

/**
 * The content types that a delivery policy may name.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy">Creating
 *     an HTTP/S delivery policy</a>
 */
final class ContentTypes {
    static final String USUAL = "text/plain; charset=UTF-8";

    private static final Set<String> SUPPORTED = Set.of(
            "application/atom+xml",
            "application/json",
            "application/octet-stream",
            "application/soap+xml",
            "application/x-www-form-urlencoded",
            "application/xhtml+xml",
            "application/xml",
            "text/css",
            "text/csv",
            "text/html",
            "text/plain",
            "text/xml");

    private ContentTypes() {}

    static boolean isSupported(String type) {
        String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean printable = type.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return printable && SUPPORTED.contains(bare);
    }
}
