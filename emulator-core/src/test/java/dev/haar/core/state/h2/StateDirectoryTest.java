package dev.haar.core.state.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state can be looked at, copied and salvaged. */
class StateDirectoryTest {
    private static final StoreOptions SMALL = new StoreOptions(false, 1024);
    private static final int MANY = 20_000;

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private static final String LONG_TEXT = "\u00fcber ".repeat(100_000);

    private static byte[] bytes(int number) {
        return new byte[] {(byte) 0xFF, (byte) number, 0};
    }

    private record Counted(int number) implements Change {}

    private static final class Numbers implements Tables {
        @Override
        public String schema() {
            return "numbers";
        }

        @Override
        public List<List<String>> migrations() {
            return List.of(List.of(
                    "CREATE SCHEMA numbers",
                    "CREATE TABLE numbers.counted (number INTEGER PRIMARY KEY, text VARCHAR NOT NULL,"
                            + " bytes VARBINARY(64), texts VARCHAR ARRAY, long_text CLOB)"));
        }

        @Override
        public boolean owns(Change change) {
            return change instanceof Counted;
        }

        @Override
        public void write(Change change, Statements to) throws SQLException {
            int number = ((Counted) change).number();
            to.update(
                    "INSERT INTO numbers.counted (number, text, bytes, texts, long_text) VALUES (?, ?, ?, ?, ?)",
                    number,
                    "number " + number,
                    bytes(number),
                    new String[] {"a'b", "c;" + number},
                    number == 0 ? LONG_TEXT : null);
        }
    }

    private static H2Store open(Path directory) throws IOException {
        return H2Store.open(directory, SMALL, List.of(new Numbers()));
    }

    private static void count(H2Store store, int from, int to) {
        List<CompletableFuture<Boolean>> counted = IntStream.range(from, to)
                .mapToObj(number -> Commits.commit(store, List.of(new Counted(number))))
                .toList();
        assertThat(counted).allMatch(CompletableFuture::join);
    }

    private static long rows(Path directory) throws IOException {
        return new StateDirectory(directory).contents().rows().getOrDefault("numbers.counted", 0L);
    }

    private static void unzip(Path file, Path into) throws IOException {
        Files.createDirectories(into);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, into.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
    }

    @Test
    void contents_areCounted() throws IOException {
        try (H2Store store = open(directory)) {
            count(store, 0, 7);
        }
        Contents contents = new StateDirectory(directory).contents();
        assertThat(contents.versions()).containsEntry("numbers", 1);
        assertThat(contents.rows()).containsEntry("numbers.counted", 7L);
    }

    @Test
    void directoryInUse_isKnownAsSuch() throws IOException {
        StateDirectory state = new StateDirectory(directory);
        try (H2Store store = open(directory)) {
            count(store, 0, 1);
            assertThat(state.isInUse()).isTrue();
            assertThatExceptionOfType(StateDirectoryException.class)
                    .isThrownBy(state::contents)
                    .withMessageContaining("in use");
        }
        assertThat(state.isInUse()).isFalse();
    }

    @Test
    void directoryWithoutState_isSaidToBeSo() {
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> new StateDirectory(directory.resolve("nothing")).contents())
                .withMessageStartingWith("There is no state in ");
    }

    @Test
    void exportWhileOthersWrite_holdsAllThatWasKeptBefore() throws IOException {
        Files.writeString(directory.resolve("haar.root-key"), "secret");
        Path copies = elsewhere.resolve("copies");
        Files.createDirectories(copies);
        try (H2Store store = open(directory)) {
            count(store, 0, MANY);
            for (int i = 1; i <= 5; i++) {
                int from = i * MANY;
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> count(store, from, from + MANY));
                store.export(copies.resolve(i + ".zip"));
                writing.join();
            }
        }
        for (int i = 1; i <= 5; i++) {
            Path copy = elsewhere.resolve("copy" + i);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copies.resolve(i + ".zip"))))
                    .isEqualTo("rw-------");
            unzip(copies.resolve(i + ".zip"), copy);
            assertThat(rows(copy)).isBetween((long) MANY * i, (long) MANY * (i + 1));
            assertThat(copy.resolve("haar.root-key")).hasContent("secret");
            try (H2Store store = open(copy)) {
                count(store, 1_000_000, 1_000_001);
            }
        }
    }

    @Test
    void wholeState_isRecoveredWhole() throws IOException {
        Files.writeString(directory.resolve("haar.root-key"), "secret");
        try (H2Store store = open(directory)) {
            count(store, 0, MANY);
        }
        Path recovered = elsewhere.resolve("recovered");
        new StateDirectory(directory).recover(recovered);
        assertThat(rows(recovered)).isEqualTo(MANY);
        assertSame(recovered);
        assertThat(recovered.resolve("haar.root-key")).hasContent("secret");
        try (H2Store store = open(recovered)) {
            count(store, MANY, MANY + 1);
        }
        assertThat(rows(recovered)).isEqualTo(MANY + 1);
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> new StateDirectory(directory).recover(recovered))
                .withMessageContaining("already");
    }

    private static void assertSame(Path recovered) throws IOException {
        try (H2Store store = open(recovered)) {
            store.read(tables -> {
                        try (Statement statement = tables.createStatement();
                                ResultSet rows = statement.executeQuery(
                                        "SELECT number, text, bytes, texts, long_text FROM numbers.counted")) {
                            while (rows.next()) {
                                int number = rows.getInt(1);
                                assertThat(rows.getString(2)).isEqualTo("number " + number);
                                assertThat(rows.getBytes(3)).isEqualTo(bytes(number));
                                assertThat((Object[]) rows.getArray(4).getArray())
                                        .containsExactly("a'b", "c;" + number);
                                assertThat(rows.getString(5)).isEqualTo(number == 0 ? LONG_TEXT : null);
                            }
                        }
                        return null;
                    })
                    .join();
        }
    }

    /** Bits flip somewhere in the file: it opens, is reported as damaged, or can be recovered in part; it never hangs. */
    @Test
    void flippedBits_areReportedOrRecovered() throws IOException {
        try (H2Store store = open(directory)) {
            count(store, 0, MANY);
        }
        byte[] whole = Files.readAllBytes(Database.file(directory));
        Random random = new Random(11);
        for (int round = 0; round < 8; round++) {
            Path damaged = Files.createDirectories(elsewhere.resolve("damaged" + round));
            Files.write(Database.file(damaged), whole);
            try (RandomAccessFile file =
                    new RandomAccessFile(Database.file(damaged).toFile(), "rw")) {
                long place = (long) (random.nextDouble() * whole.length);
                file.seek(place);
                int before = file.read();
                file.seek(place);
                file.write(before ^ 0xFF);
            }
            try {
                assertThat(rows(damaged)).isLessThanOrEqualTo(MANY);
            } catch (StateDirectoryException e) {
                assertThat(e.getMessage()).contains(damaged.toString()).doesNotContain("\n");
            }
            Path recovered = elsewhere.resolve("recovered" + round);
            try {
                new StateDirectory(damaged).recover(recovered);
                assertThat(rows(recovered)).isLessThanOrEqualTo(MANY);
            } catch (StateDirectoryException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }
}
