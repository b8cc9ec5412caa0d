package dev.haar.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAttributesTest {
    private static MessageAttribute text(String name, String type, String value) {
        return new MessageAttribute(name, type, value, null);
    }

    private static MessageAttributes of(MessageAttribute... attributes) {
        return MessageAttributes.of(List.of(attributes));
    }

    @Test
    void md5_isWhatAwsAnswered() {
        assertThat(of(text("Foo", "String", "Bar")).md5().hex()).isEqualTo("ae7155c6026991b6d54b11589678bf9c");
        assertThat(of(text("timestamp", "Number", "1614717034367")).md5().hex())
                .isEqualTo("50be1de5c4f766b34a16cd684ac704bd");
        MessageAttributes three = of(
                text("Help.Me", "String", "Me"), text("Hello", "String", "There"), text("General", "String", "Kenobi"));
        assertThat(three.md5().hex()).isEqualTo("4c360f3fdafd970e05fae2f149d997f5");
        assertThat(three.select(name -> name.equals("Hello")).md5().hex())
                .isEqualTo("a311262e065454b75da111d535b8dacd");
    }

    @Test
    void size_countsNamesTypesAndValuesInUtf8() {
        assertThat(of(text("k", "String", "x")).size()).isEqualTo(8);
        assertThat(of(text("ü", "String", "€😀")).size()).isEqualTo(2 + 6 + 3 + 4);
        MessageAttribute binary = new MessageAttribute("b", "Binary", null, new byte[5]);
        assertThat(of(binary).size()).isEqualTo(1 + 6 + 5);
    }

    @Test
    void bodyMd5_isThatOfTheUtf8Bytes() {
        assertThat(Md5.of("message".getBytes(StandardCharsets.UTF_8)).hex())
                .isEqualTo("78e731027d8fd50ed642340b7c9a63b3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "A-b_c.9", "attr.1øßä"})
    void names_permitted(String name) {
        assertThatCode(() -> AttributeRules.check(of(text(name, "String", "x"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".a",
                "a.",
                "a..b",
                "a b",
                "Invalid-!-attr",
                "Invalid-\"-attr",
                "Invalid-§-attr",
                "Invalid-(-attr",
                "AWS.a",
                "aWs.a",
                "Amazon.a"
            })
    void names_refused(String name) {
        assertThatThrownBy(() -> AttributeRules.check(of(text(name, "String", "x"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"String", "String.custom", "Number", "Number.java.lang.Long"})
    void types_permitted(String type) {
        assertThatCode(() -> AttributeRules.check(of(text("a", type, "1")))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid", "string", "Strings", "Numbers.x", ""})
    void types_refused(String type) {
        assertThatThrownBy(() -> AttributeRules.check(of(text("a", type, "1")))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.5", "1e126", "1E-128", "12345678901234567890123456789012345678"})
    void numbers_permitted(String number) {
        assertThatCode(() -> AttributeRules.check(of(text("a", "Number", number))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "1e127", "1e-129", "123456789012345678901234567890123456789", "1e999999999", "NaN", "\u0661"
            })
    void numbers_refused(String number) {
        assertThatThrownBy(() -> AttributeRules.check(of(text("a", "Number", number))))
                .hasMessage("Can't cast the value of message (user) attribute 'a' to a number.");
    }

    @Test
    void values_mustNotBeEmpty() {
        assertThatThrownBy(() -> AttributeRules.check(of(text("a", "String", ""))))
                .hasMessage("Message (user) attribute 'a' must contain a non-empty value of type 'String'.");
        assertThatThrownBy(() -> AttributeRules.check(of(new MessageAttribute("a", "Binary", null, null))))
                .hasMessage("Message (user) attribute 'a' must contain a non-empty value of type 'Binary'.");
        assertThatThrownBy(() -> AttributeRules.check(of(text("a", "String", "Invalid-\b"))))
                .isNotNull();
    }

    @Test
    void tenAttributes_areTheMost() {
        List<MessageAttribute> attributes = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            attributes.add(text("a" + i, "String", "x"));
        }
        AttributeRules.check(MessageAttributes.of(attributes.subList(0, 10)));
        assertThatThrownBy(() -> AttributeRules.check(MessageAttributes.of(attributes)))
                .hasMessage("Number of message attributes [11] exceeds the allowed maximum [10].");
    }

    @Test
    void text_permittedCharacters() {
        for (String text : List.of("tab\t newline\n return\r", "why? who?", "\u20AC \uD83D\uDE00 \uFFFD", "")) {
            assertThat(isPermitted(text)).as(text).isTrue();
        }
        for (String text : List.of("\u0000", "\b", "\uFFFF", "\uD83D", "\uDE00\uD83D", "what?? \uD83D", "aü\u001F")) {
            assertThat(isPermitted(text)).as(text).isFalse();
        }
        String all = "aü€😀\u07FF\u0800";
        assertThat(MessageText.utf8Length(all)).isEqualTo(all.getBytes(StandardCharsets.UTF_8).length);
    }

    private static boolean isPermitted(String text) {
        boolean permitted = MessageText.isPermitted(text);
        assertThat(MessageText.isPermitted(text, text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(permitted);
        return permitted;
    }
}
