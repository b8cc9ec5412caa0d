package dev.haar.it.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.Haar;
import dev.haar.it.Clients;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.h2.tools.Recover;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The state that Haar's jar writes, where H2 is relocated, can be opened with H2 as everybody has it, and goes on after that. */
class PlainH2IT {
    @TempDir
    private Path directory;

    @Test
    void plainH2_opensTheState() throws Exception {
        try (Haar haar = Haar.builder().data(directory).start();
                SqsClient sqs = Clients.sync(haar.endpoint())) {
            assertThat(Haar.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .as("Haar's jar")
                    .endsWith(".jar");
            sqs.createQueue(request -> request.queueName("readable"));
            sqs.sendMessage(request -> request.queueUrl("readable").messageBody("hello"));
        }
        assertThat(Class.forName("dev.haar.shaded." + Recover.class.getName())).isNotSameAs(Recover.class);
        try (Connection plain = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("haar"));
                Statement statement = plain.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT queue_name, body FROM sqs.messages_in_queues")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("readable");
                assertThat(rows.getString(2)).isEqualTo("hello");
            }
            // What it writes, it writes in its own names.
            statement.execute("CREATE TABLE mine (number INTEGER PRIMARY KEY, text CLOB)");
        }
        try (Haar haar = Haar.builder().data(directory).start();
                SqsClient sqs = Clients.sync(haar.endpoint())) {
            assertThat(sqs.receiveMessage(request -> request.queueUrl("readable"))
                            .messages())
                    .hasSize(1);
        }
    }
}
