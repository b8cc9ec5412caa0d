package dev.haar.api.http;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;

/**
 * The URL by which a client reaches Haar: what it gets in queue URLs must work from where it stands, be that this
 * machine, a container's network or the far side of a proxy.
 */
final class BaseUrl {
    private final String configured;
    private final boolean trustProxy;

    BaseUrl(HttpSettings settings) {
        this.configured = settings.publicUrl().orElse(null);
        this.trustProxy = settings.trustProxy();
    }

    /**
     * Scheme, host and port, without a trailing slash.
     *
     * @throws AwsException if the request names no valid host
     */
    String of(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String host = headers.getFirst(Headers.HOST);
        if (host != null && !HostHeader.isValid(host)) {
            throw new AwsException(CommonErrors.invalidHttpRequest("The Host header is malformed."));
        }
        if (configured != null) {
            return configured;
        }
        if (isForwarded(headers) && isTrusted(exchange)) {
            return forwarded(headers, host == null ? local(exchange) : host);
        }
        boolean tls = "https".equalsIgnoreCase(exchange.getRequestScheme());
        return (tls ? "https://" : "http://") + (host == null ? local(exchange) : host);
    }

    private static boolean isForwarded(HeaderMap headers) {
        return headers.contains(Headers.X_FORWARDED_HOST)
                || headers.contains(Headers.X_FORWARDED_PROTO)
                || headers.contains(Headers.X_FORWARDED_PORT);
    }

    private boolean isTrusted(HttpServerExchange exchange) {
        return trustProxy || exchange.getSourceAddress().getAddress().isLoopbackAddress();
    }

    private static String forwarded(HeaderMap headers, String host) {
        String proto = first(headers.getFirst(Headers.X_FORWARDED_PROTO));
        String scheme = "https".equalsIgnoreCase(proto) ? "https" : "http";
        String outerHost = first(headers.getFirst(Headers.X_FORWARDED_HOST));
        String name = outerHost == null ? host : outerHost;
        if (!HostHeader.isValid(name)) {
            throw new AwsException(CommonErrors.invalidHttpRequest("The X-Forwarded-Host header is malformed."));
        }
        String port = first(headers.getFirst(Headers.X_FORWARDED_PORT));
        if (port != null && HostHeader.isPort(port, 0)) {
            name = withPort(name, port, scheme);
        }
        return scheme + "://" + name;
    }

    private static String withPort(String name, String port, String scheme) {
        String bare = HostHeader.hasPort(name) ? name.substring(0, name.lastIndexOf(':')) : name;
        return port.equals(scheme.equals("https") ? "443" : "80") ? bare : bare + ':' + port;
    }

    /** Proxies add to a header's end: its first entry is the client's. */
    private static String first(String header) {
        if (header == null) {
            return null;
        }
        int comma = header.indexOf(',');
        String entry = (comma < 0 ? header : header.substring(0, comma)).trim();
        return entry.isEmpty() ? null : entry;
    }

    /** For a client of HTTP/1.0 that names no host, the address that it connected to. */
    private static String local(HttpServerExchange exchange) {
        InetSocketAddress address = exchange.getConnection().getLocalAddress(InetSocketAddress.class);
        String host = address.getAddress().getHostAddress();
        int scope = host.indexOf('%');
        String name = scope < 0 ? host : host.substring(0, scope);
        return (name.indexOf(':') < 0 ? name : '[' + name + ']') + ':' + address.getPort();
    }
}
