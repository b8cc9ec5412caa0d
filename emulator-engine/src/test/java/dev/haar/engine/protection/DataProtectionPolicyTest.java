package dev.haar.engine.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What data protection policies say, find and do. */
class DataProtectionPolicyTest {
    private static final String ME = "arn:aws:iam::000000000000:user/haar";

    private static String managed(String name) {
        return "arn:aws:dataprotection::aws:data-identifier/" + name;
    }

    private static String policy(String direction, String principal, String identifier, String operation) {
        return "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Statement\":[{\"Sid\":\"s\",\"DataDirection\":\""
                + direction
                + "\",\"Principal\":[\"" + principal + "\"],\"DataIdentifier\":[\"" + identifier
                + "\"],\"Operation\":" + operation + "}]}";
    }

    private static String custom(String regex) {
        return "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Configuration\":{\"CustomDataIdentifier\":"
                + "[{\"Name\":\"EmployeeId\",\"Regex\":\"" + regex.replace("\\", "\\\\") + "\"}]},"
                + "\"Statement\":[{\"DataDirection\":\"Inbound\",\"Principal\":[\"*\"],\"DataIdentifier\":"
                + "[\"EmployeeId\"],\"Operation\":{\"Deidentify\":{\"MaskConfig\":{\"MaskWithCharacter\":\"#\"}}}}]}";
    }

    private static String masked(String identifier, String text) {
        return DataProtectionPolicy.parse(policy(
                        "Inbound",
                        "*",
                        managed(identifier),
                        "{\"Deidentify\":{\"MaskConfig\":{\"MaskWithCharacter\":\"#\"}}}"))
                .deidentify(ME, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EmailAddress|mail to jane.doe+x@mail.example.com, please|mail to ###########################, please",
                "EmailAddress|jane@example|jane@example",
                "CreditCardNumber|card 4111 1111 1111 1111.|card ###################.",
                "CreditCardNumber|card 5500-0000-0000-0004|card ###################",
                "CreditCardNumber|amex 378282246310005|amex ###############",
                "CreditCardNumber|card 4111111111111112|card 4111111111111112",
                "CreditCardNumber|order 12345678901234567890123|order 12345678901234567890123",
                "IpAddress|from 192.168.1.255 on|from ############# on",
                "IpAddress|version 1.2.3.4.5|version 1.2.3.4.5",
                "IpAddress|from 256.1.1.1 on|from 256.1.1.1 on",
                "IpAddress|from 2001:db8::1 on|from ########### on",
                "IpAddress|at 12:30:45|at 12:30:45",
                "Ssn-US|ssn: 123-45-6789|ssn: ###########",
                "Ssn-US|ssn: 666-45-6789|ssn: 666-45-6789",
                "Ssn-US|ssn: 123-45-0000|ssn: 123-45-0000",
                "PhoneNumber-US|call (212) 555-0123 now|call ############## now",
                "PhoneNumber-US|call +1 212 555 0123|call ###############",
                "PhoneNumber-US|call 112 555 0123|call 112 555 0123",
                "PhoneNumber-DE|ruf +49 30 1234567 an|ruf ############## an",
                "PhoneNumber-DE|ruf +44 30 1234567 an|ruf +44 30 1234567 an",
                "AwsSecretKey|secret key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|"
                        + "secret key ########################################",
                "AwsSecretKey|digest da39a3ee5e6b4b0d3255bfef95601890afd80709|"
                        + "digest da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "VehicleIdentificationNumber|car 1M8GDM9AXKP042788|car #################",
                "VehicleIdentificationNumber|car 1M8GDM9A1KP042788|car 1M8GDM9A1KP042788",
                "OpenSshPrivateKey|-----BEGIN OPENSSH PRIVATE KEY-----x-----END OPENSSH PRIVATE KEY-----|"
                        + "#####################################################################",
                "Name|Jane Doe|Jane Doe"
            })
    void managedIdentifier_findsItsOwn(String identifier, String text, String expected) {
        assertThat(masked(identifier, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EID-\\d{9}-US|is EID-123456789-US and EID-12-US|is ################ and EID-12-US",
                "a+|baaab|b###b",
                "ab?c|abc ac abbc|### ## abbc",
                "[A-C]{2,3}|ABCABx|#####x",
                "[^0-9 ]+|12 ab 3|12 ## 3",
                "cat|dog and cat|dog and ###",
                "^x|xx|#x",
                "x$|xx|x#",
                "a.c|abc|###",
                "x*?y|xxy|###",
                "[\\w.]+@corp|me.you@corp!|###########!"
            })
    void customIdentifier_findsWhatItsExpressionMatches(String regex, String text, String expected) {
        assertThat(DataProtectionPolicy.parse(custom(regex)).deidentify(ME, text))
                .isEqualTo(expected);
    }

    @Test
    void alternatives_leftmostAndLongestCounts() {
        assertThat(DataProtectionPolicy.parse(custom("cat|cattle|dog")).deidentify(ME, "a dog, cattle"))
                .isEqualTo("a ###, ######");
    }

    @Test
    @Timeout(20)
    void hostileExpression_costsNoMoreThanItsLength() {
        String text = "a".repeat(50_000);
        DataProtectionPolicy policy = DataProtectionPolicy.parse(custom("a*a*a*a*a*a*a*a*a*a*a*a*b"));
        assertThat(policy.deidentify(ME, text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a)",
                "",
                "a*",
                "x|",
                "a{2,1}",
                "a{1",
                "[a",
                "*a",
                "a**b{",
                "\\1",
                "[b-a]",
                "[\\d-z]",
                "a{999}b{999}"
            })
    void expression_thatIsNone_isRefused(String regex) {
        assertThatExceptionOfType(DataProtectionException.class)
                .isThrownBy(() -> DataProtectionPolicy.parse(custom(regex)));
    }

    @Test
    void deny_isOfItsDirectionAndPrincipal() {
        DataProtectionPolicy inbound =
                DataProtectionPolicy.parse(policy("Inbound", "*", managed("EmailAddress"), "{\"Deny\":{}}"));
        assertThat(inbound.admits(ME, "a@example.com")).isFalse();
        assertThat(inbound.admits(ME, "nothing")).isTrue();
        assertThat(inbound.releases(ME, "a@example.com")).isTrue();
        DataProtectionPolicy outbound = DataProtectionPolicy.parse(
                policy("Outbound", "arn:aws:iam::111122223333:root", managed("EmailAddress"), "{\"Deny\":{}}"));
        assertThat(outbound.admits(ME, "a@example.com")).isTrue();
        assertThat(outbound.releases(ME, "a@example.com")).isTrue();
        assertThat(outbound.releases("arn:aws:iam::111122223333:user/haar", "a@example.com"))
                .isFalse();
    }

    @Test
    void redact_takesOut() {
        assertThat(DataProtectionPolicy.parse(
                                policy("Inbound", ME, managed("Ssn-US"), "{\"Deidentify\":{\"RedactConfig\":{}}}"))
                        .deidentify(ME, "ssn: 123-45-6789!"))
                .isEqualTo("ssn: !");
    }

    @Test
    void audit_tellsOfASample_whatItFoundOrNot() {
        DataProtectionPolicy policy = DataProtectionPolicy.parse(policy(
                "Inbound",
                "*",
                managed("EmailAddress"),
                "{\"Audit\":{\"SampleRate\":\"50\",\"FindingsDestination\":{\"S3\":{\"Bucket\":\"b\"}}}}"));
        assertThat(policy.audit(ME, "to a@example.com", 49).orElseThrow().identifiers())
                .containsExactly(new Finding.Detected("EmailAddress", List.of(new Span(3, 16))));
        assertThat(policy.audit(ME, "to a@example.com", 50)).isEmpty();
        assertThat(policy.audit(ME, "to nobody", 0)).as("nobody asked for it").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"Name\":\"p\",\"Version\":\"2021-06-01\"}",
                "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Statement\":[]}",
                "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Statement\":[1]}"
            })
    void policy_thatIsNone_isRefused(String policy) {
        assertThatExceptionOfType(DataProtectionException.class).isThrownBy(() -> DataProtectionPolicy.parse(policy));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Sideways|EmailAddress|{\"Deny\":{}}",
                "Inbound|Unknown|{\"Deny\":{}}",
                "Inbound|PhoneNumber|{\"Deny\":{}}",
                "Inbound|EmailAddress|{}",
                "Inbound|EmailAddress|{\"Deny\":{\"a\":1}}",
                "Inbound|EmailAddress|{\"Deny\":{},\"Deidentify\":{\"RedactConfig\":{}}}",
                "Inbound|EmailAddress|{\"Other\":{}}",
                "Outbound|EmailAddress|{\"Deidentify\":{\"RedactConfig\":{}}}",
                "Inbound|EmailAddress|{\"Deidentify\":{}}",
                "Inbound|EmailAddress|{\"Deidentify\":{\"MaskConfig\":{}}}",
                "Inbound|EmailAddress|{\"Deidentify\":{\"MaskConfig\":{\"MaskWithCharacter\":\"##\"}}}",
                "Inbound|EmailAddress|{\"Audit\":{\"SampleRate\":\"99\"}}",
                "Inbound|EmailAddress|{\"Audit\":{\"SampleRate\":\"100\",\"FindingsDestination\":{\"S3\":{\"Bucket\":\"b\"}}}}",
                "Inbound|EmailAddress|{\"Audit\":{\"SampleRate\":\"9\",\"FindingsDestination\":{\"CloudWatchLogs\":"
                        + "{\"LogGroup\":\"mine\"}}}}"
            })
    void statement_thatIsNone_isRefused(String direction, String identifier, String operation) {
        assertThatExceptionOfType(DataProtectionException.class)
                .isThrownBy(() -> DataProtectionPolicy.parse(policy(direction, "*", managed(identifier), operation)));
    }

    @Test
    void identifierThatNothingFinds_isTaken() {
        assertThatCode(() -> DataProtectionPolicy.parse(
                        policy("Inbound", "*", managed("DriversLicense-US"), "{\"Deny\":{}}")))
                .doesNotThrowAnyException();
    }
}
