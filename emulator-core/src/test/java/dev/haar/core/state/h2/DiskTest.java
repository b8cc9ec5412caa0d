package dev.haar.core.state.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and one that is read-only. It is a small tmpfs, which only root may mount: skipped otherwise. */
class DiskTest {
    private static final StoreOptions SMALL = new StoreOptions(false, 1024);
    private static final byte[] BALLAST = new byte[2 << 20];

    @TempDir
    private Path place;

    private record Stored(int number) implements Change {}

    private static final class Blobs implements Tables {
        @Override
        public String schema() {
            return "blobs";
        }

        @Override
        public List<List<String>> migrations() {
            return List.of(List.of(
                    "CREATE SCHEMA blobs",
                    "CREATE TABLE blobs.stored (number INTEGER PRIMARY KEY, text VARCHAR NOT NULL)"));
        }

        @Override
        public boolean owns(Change change) {
            return change instanceof Stored;
        }

        @Override
        public void write(Change change, Statements to) throws SQLException {
            int number = ((Stored) change).number();
            StringBuilder text = new StringBuilder(100_000);
            // Not to be compressed away.
            for (int i = number; text.length() < 100_000; i++) {
                text.append(Integer.toString(i * 7919, Character.MAX_RADIX));
            }
            to.update("INSERT INTO blobs.stored (number, text) VALUES (?, ?)", number, text.toString());
        }
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static boolean store(H2Store store, int number) {
        return Commits.commit(store, List.of(new Stored(number))).join();
    }

    @BeforeEach
    void mount() throws Exception {
        boolean mounted = Files.isExecutable(Path.of("/bin/mount"))
                && ran("/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place.toString());
        assumeTrue(mounted, "a small disk can be mounted by root alone");
    }

    @AfterEach
    void unmount() throws Exception {
        if (Files.isExecutable(Path.of("/bin/umount"))) {
            ran("/bin/umount", place.toString());
        }
    }

    @Test
    @Timeout(120)
    void fullDisk_refusesAndLosesNothing_andServiceGoesOnWithRoom() throws Exception {
        Path directory = place.resolve("state");
        Path ballast = place.resolve("ballast");
        Files.write(ballast, BALLAST);
        int kept = 0;
        try (H2Store store = H2Store.open(directory, SMALL, List.of(new Blobs()))) {
            while (store(store, kept)) {
                kept++;
            }
            assertThat(kept).isPositive();
            Files.delete(ballast);
            while (!store(store, kept)) {
                Thread.onSpinWait();
            }
            kept++;
        }
        assertThat(new StateDirectory(directory).contents().rows()).containsEntry("blobs.stored", (long) kept);
    }

    @Test
    void readOnlyDirectory_isReportedInOneLine() throws Exception {
        Path directory = place.resolve("state");
        H2Store.open(directory, SMALL, List.of(new Blobs())).close();
        assertThat(ran("/bin/mount", "-o", "remount,ro", place.toString())).isTrue();
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> H2Store.open(directory, SMALL, List.of(new Blobs())))
                .withMessageContaining("cannot be written to")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
