package dev.haar.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that other keys are wrapped under. */
class RootKeyTest {
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("root");
    }

    @Test
    void fileIsMadeOnceAndReadAgain() throws Exception {
        byte[] wrapped = RootKey.in(file()).wrap("a", SECRET);
        assertThat(RootKey.in(file()).unwrap("a", wrapped)).isEqualTo(SECRET);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void whatIsWrappedOpensForItsPurposeAndUnderItsKeyOnly() {
        RootKey root = RootKey.ephemeral();
        byte[] wrapped = root.wrap("a", SECRET);
        assertThat(wrapped).isNotEqualTo(root.wrap("a", SECRET));
        assertThatThrownBy(() -> root.unwrap("b", wrapped)).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> RootKey.ephemeral().unwrap("a", wrapped)).isInstanceOf(AEADBadTagException.class);
    }

    /** Killed while it made the file: the next start makes it. */
    @Test
    void halfAFile_isMadeAnew() throws Exception {
        Files.writeString(directory.resolve("root.new"), "0123");
        RootKey.in(file()).open();
        assertThat(Files.readString(file())).hasSize(65);
    }

    @Test
    void anotherFile_isNoRootKey() throws Exception {
        Files.writeString(file(), "0123");
        assertThatThrownBy(() -> RootKey.in(file()).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no root key");
    }
}
