package dev.haar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private final ResponseParser parser = new ResponseParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nX: y\r\n\r\nhello world",
                "HTTP/1.1 200 OK\r\nX: y\r\ncontent-length:11\r\n\r\nhello world",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=1\r\n world\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\r\nhello world\r\n0\r\nTrailer: 1\r\n\r\n",
            })
    void parse_findsTheEndHoweverTheBytesArrive(String text) {
        byte[] whole = ascii(text);
        for (int split = 0; split < whole.length; split++) {
            byte[] bytes = whole.clone();
            parser.reset();
            assertThat(parser.parse(bytes, split)).isNull();

            Answer answer = parser.parse(bytes, bytes.length);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello world");
            assertThat(answer.wireSize()).isEqualTo(whole.length);
        }
    }

    @Test
    void parse_takesByteByByte() {
        byte[] bytes = ascii("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n");
        for (int length = 0; length < bytes.length; length++) {
            assertThat(parser.parse(bytes, length)).isNull();
        }

        Answer answer = parser.parse(bytes, bytes.length);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("no");
    }

    @Test
    void parse_refusesAnAnswerWithoutAnEnd() {
        byte[] bytes = ascii("HTTP/1.1 200 OK\r\n\r\n");

        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> parser.parse(bytes, bytes.length));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
