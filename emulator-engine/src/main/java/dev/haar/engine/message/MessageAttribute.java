package dev.haar.engine.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One message attribute, as it was sent: whether it is valid is for {@link AttributeRules} to say.
 *
 * @param name its name
 * @param dataType {@code String}, {@code Number} or {@code Binary}, with or without a custom suffix after a dot
 * @param text the value of a String or Number; null for Binary
 * @param binary the value of a Binary; null for the others
 */
public record MessageAttribute(String name, String dataType, String text, byte[] binary) {
    /** The value's bytes. */
    byte[] valueBytes() {
        return text != null ? text.getBytes(StandardCharsets.UTF_8) : binary;
    }

    /** What counts towards the size of a message: name, data type and value. */
    int size() {
        int value = binary == null ? length(text) : binary.length;
        return length(name) + length(dataType) + value;
    }

    private static int length(String text) {
        return text == null ? 0 : MessageText.utf8Length(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageAttribute that
                && name.equals(that.name)
                && dataType.equals(that.dataType)
                && Objects.equals(text, that.text)
                && Arrays.equals(binary, that.binary);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, dataType, text, Arrays.hashCode(binary));
    }
}
