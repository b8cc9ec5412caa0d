package dev.haar.core.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSearchTest {
    private final ByteSearch search = new ByteSearch("\"\\ ");

    @Test
    void findsTheFirstByteThatIsLookedFor_whereverItStands() {
        for (int value = 0; value < 256; value++) {
            boolean wanted = value <= ' ' || value == '"' || value == '\\' || value >= 0x80;
            for (int length = 1; length <= 20; length++) {
                for (int at = 0; at < length; at++) {
                    byte[] bytes = "abcdefghijklmnopqrst".substring(0, length).getBytes(StandardCharsets.US_ASCII);
                    bytes[at] = (byte) value;
                    assertThat(search.first(bytes, 0, length))
                            .as("%d at %d of %d", value, at, length)
                            .isEqualTo(wanted ? at : length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"!", "\"!a", "\"!a?~"})
    void findsTheSameAsALookAtEachByte_inWhateverBytes(String characters) {
        ByteSearch any = new ByteSearch(characters);
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(8) > 0 ? '#' + random.nextInt(2) : random.nextInt(256));
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            assertThat(any.first(bytes, from, end)).isEqualTo(oneByOne(bytes, from, end, characters));
        }
    }

    private static int oneByOne(byte[] bytes, int from, int end, String characters) {
        int at = from;
        while (at < end && bytes[at] >= ' ' && characters.indexOf(bytes[at]) < 0) {
            at++;
        }
        return at;
    }
}
