package dev.haar.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.haar.Haar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class MainTest {
    private static HaarConfig config(Map<String, String> environment, String... flags) {
        Arguments arguments = new Arguments(environment);
        return arguments.config(new CommandLine(arguments.spec()).parseArgs(flags));
    }

    private static String run(int code, String... flags) {
        StringWriter text = new StringWriter();
        CommandLine commandLine =
                Main.commandLine(Map.of()).setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
        assertThat(commandLine.execute(flags)).isEqualTo(code);
        return text.toString();
    }

    @Test
    void config_withoutFlagsIsTheDefault() {
        assertThat(config(Map.of()))
                .isEqualTo(HaarConfig.defaults()
                        .withState(HaarConfig.State.in(Path.of(".haar")))
                        .withCloudMap(new HaarConfig.CloudMap(
                                new HaarConfig.Dns(OptionalInt.of(10053), false, Optional.empty()),
                                OptionalInt.of(30))));
        assertThat(HaarConfig.defaults().port()).isEqualTo(4566);
        assertThat(HaarConfig.defaults().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void config_comesFromFlags() {
        HaarConfig config = config(
                Map.of(),
                "--port=1",
                "--host=0.0.0.0",
                "--account=123456789012",
                "--region=eu-west-1",
                "--public-url=https://haar.test/",
                "--trust-proxy",
                "--mode=strict",
                "--ephemeral");
        assertThat(config.port()).isEqualTo(1);
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.account()).isEqualTo("123456789012");
        assertThat(config.region()).isEqualTo("eu-west-1");
        assertThat(config.publicUrl()).isEqualTo(Optional.of("https://haar.test"));
        assertThat(config.trustProxy()).isTrue();
        assertThat(config.mode()).isEqualTo(HaarConfig.Mode.STRICT);
        assertThat(config.state()).isEqualTo(HaarConfig.State.EPHEMERAL);
    }

    @Test
    void stateIsKeptWhereFlagsOrEnvironmentSay() {
        HaarConfig.State there = HaarConfig.State.in(Path.of("there"));
        assertThat(config(Map.of(), "--data=there").state()).isEqualTo(there);
        assertThat(config(Map.of("HAAR_DATA", "there", "HAAR_FSYNC", "true")).state())
                .isEqualTo(there.withFsync(true));
        assertThat(config(Map.of(), "--data=there", "--message-memory=3m").state())
                .isEqualTo(there.withMessageMemory(3 << 20));
        assertThat(config(Map.of("HAAR_MESSAGE_MEMORY", "10"), "--data=there").state())
                .isEqualTo(there.withMessageMemory(10));
        assertThat(config(Map.of(), "--data=there", "--message-memory=100%")
                        .state()
                        .messageMemory())
                .isCloseTo(Runtime.getRuntime().maxMemory(), withinPercentage(1));
        assertThat(config(Map.of("HAAR_EPHEMERAL", "true"), "--data=there").state())
                .isEqualTo(HaarConfig.State.EPHEMERAL);
    }

    @Test
    void directoryInUse_isOneLineAndCodeOne(@TempDir Path directory) {
        try (Haar haar = Haar.builder().data(directory).start()) {
            assertThat(haar.port()).isPositive();
            String text = run(1, "--port=0", "--data=" + directory);
            assertThat(text.lines()).singleElement().asString().contains("in use by another Haar");
        }
    }

    @Test
    void config_comesFromTheEnvironmentUnlessAFlagSaysOtherwise() {
        Map<String, String> environment = Map.of(
                "HAAR_PORT", "7", "HAAR_TRUST_PROXY", "true", "HAAR_MODE", "STRICT", "HAAR_PUBLIC_URL", "http://h");
        assertThat(config(environment).port()).isEqualTo(7);
        assertThat(config(environment).trustProxy()).isTrue();
        assertThat(config(environment).mode()).isEqualTo(HaarConfig.Mode.STRICT);
        assertThat(config(environment).publicUrl()).contains("http://h");
        assertThat(config(environment, "--port=8", "--trust-proxy").port()).isEqualTo(8);
        assertThat(config(environment, "--port=8", "--trust-proxy").trustProxy())
                .isTrue();
    }

    @Test
    void config_refusesWhatIsOutOfRange() {
        for (String flag : new String[] {
            "--port=x", "--port=65536", "--account=1", "--region=a/b", "--mode=slow", "--public-url=ftp://x"
        }) {
            assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> config(Map.of(), flag));
        }
    }

    @Test
    void flagsThatAreWrong_endWithCodeTwoAndUsage() {
        assertThat(run(2, "--port=x")).contains("--port").contains("Usage: haar");
        assertThat(run(2, "--what")).contains("--what").contains("Usage: haar");
    }

    @Test
    void help_namesFlagsAndVariables() {
        assertThat(run(0, "--help"))
                .contains("--public-url")
                .contains("HAAR_PUBLIC_URL")
                .contains("default 4566");
        assertThat(run(0, "--version")).startsWith("haar ");
    }

    @Test
    void takenPort_isOneLineAndCodeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String text = run(1, "--ephemeral", "--port=" + taken.getLocalPort());
            assertThat(text.lines()).singleElement().asString().startsWith("haar: cannot listen on 127.0.0.1 port ");
        }
    }
}
