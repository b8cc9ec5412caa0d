package dev.haar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code RequestTest} cannot show, because its clients are all on loopback. */
class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,false,https://outer.example",
        "203.0.113.7,false,http://inner:4566",
        "203.0.113.7,true,https://outer.example",
        "2001:db8::7,false,http://inner:4566",
        "2001:db8::7,true,https://outer.example"
    })
    void forwardingHeaders_countFromLoopbackOrForThoseWhoTrustTheirProxy(String peer, boolean trusted, String url) {
        HttpServerExchange exchange = new HttpServerExchange(null);
        exchange.setSourceAddress(new InetSocketAddress(peer, 50_000));
        exchange.getRequestHeaders()
                .put(Headers.HOST, "inner:4566")
                .put(Headers.X_FORWARDED_PROTO, "https")
                .put(Headers.X_FORWARDED_HOST, "outer.example");

        assertThat(baseUrl(trusted).of(exchange)).isEqualTo(url);
    }

    private static BaseUrl baseUrl(boolean trustProxy) {
        return new BaseUrl(new HttpSettings(
                "127.0.0.1", 0, "000000000000", "us-east-1", Optional.empty(), trustProxy, 1, TestServer.MAX_BODY));
    }
}
