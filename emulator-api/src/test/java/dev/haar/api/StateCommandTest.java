package dev.haar.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.haar.Haar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StateCommandTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private static String run(int code, String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine commandLine =
                Main.commandLine(Map.of()).setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
        assertThat(commandLine.execute(arguments)).as(text.toString()).isEqualTo(code);
        return text.toString();
    }

    private static void createQueue(Haar haar, String name) {
        given().baseUri(haar.endpoint().toString())
                .queryParam("Action", "CreateQueue")
                .queryParam("Version", "2012-11-05")
                .queryParam("QueueName", name)
                .get("/")
                .then()
                .statusCode(200);
    }

    private String data() {
        return "--data=" + directory;
    }

    @BeforeEach
    void fill() {
        try (Haar haar = Haar.builder().data(directory).start()) {
            createQueue(haar, "one");
            createQueue(haar, "two");
        }
    }

    @Test
    void summary_countsRows() {
        assertThat(run(0, "state", data()))
                .startsWith("State in " + directory)
                .containsPattern("(?m)^ +2  sqs\\.queues$");
    }

    @Test
    void runningHaar_isAskedForItsSummaryAndCopy() throws Exception {
        Path copy = elsewhere.resolve("copy.zip");
        try (Haar haar = Haar.builder().data(directory).start()) {
            String endpoint = "--endpoint=" + haar.endpoint();
            createQueue(haar, "three");
            assertThat(run(0, "state", data(), endpoint)).containsPattern("(?m)^ +3  sqs\\.queues$");
            run(0, "state", "export", data(), endpoint, copy.toString());
            assertThat(run(1, "state", "export", data(), endpoint, copy.toString()))
                    .contains("there already");
            given().baseUri(haar.endpoint().toString())
                    .get("/_haar/state")
                    .then()
                    .statusCode(200)
                    .body("rows.'sqs.queues'", equalTo(3));
        }
        assertThat(Files.size(copy)).isPositive();
        assertThat(directory.resolve("exports")).isEmptyDirectory();
    }

    @Test
    void anotherHaar_isNotAsked() throws Exception {
        try (Haar haar = Haar.builder().data(directory).start();
                Haar other = Haar.builder().data(elsewhere).start();
                Haar ephemeral = Haar.start()) {
            assertThat(haar.port()).isPositive();
            for (Haar wrong : new Haar[] {other, ephemeral}) {
                assertThat(run(1, "state", data(), "--endpoint=" + wrong.endpoint()))
                        .contains("name its endpoint with --endpoint");
            }
            assertThat(run(1, "state", data(), "--endpoint=http://127.0.0.1:1")).contains("name its endpoint");
        }
    }

    @Test
    void stateIsExportedAndRecovered_whileNoHaarRuns() {
        Path copy = elsewhere.resolve("copy.zip");
        run(0, "state", "export", data(), copy.toString());
        assertThat(copy).isNotEmptyFile();
        Path recovered = elsewhere.resolve("recovered");
        run(0, "state", "recover", data(), recovered.toString());
        assertThat(run(0, "state", "--data=" + recovered)).containsPattern("(?m)^ +2  sqs\\.queues$");
        try (Haar haar = Haar.builder().data(recovered).start()) {
            createQueue(haar, "three");
        }
    }

    @Test
    void directoryWithoutState_isOneLineAndCodeOne() {
        assertThat(run(1, "state", "--data=" + elsewhere.resolve("nothing")).lines())
                .singleElement()
                .asString()
                .contains("There is no state in");
    }
}
