package dev.haar.core.state.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration that does not come to its end leaves the state as it was. */
class MigrationTest {
    private static final StoreOptions SMALL = new StoreOptions(false, 1024);
    private static final String MIGRATES = "ALTER TABLE notes.kept ADD COLUMN author VARCHAR";
    private static final int MANY = 1000;

    @TempDir
    private Path directory;

    private record Noted(int number) implements Change {}

    /** Notes, with tables that have gone through the given statements since their first version. */
    private record Notes(String... later) implements Tables {
        @Override
        public String schema() {
            return "notes";
        }

        @Override
        public List<List<String>> migrations() {
            List<String> first = List.of(
                    "CREATE SCHEMA notes", "CREATE TABLE notes.kept (number INTEGER PRIMARY KEY, text VARCHAR)");
            return later.length == 0 ? List.of(first) : List.of(first, List.of(later));
        }

        @Override
        public boolean owns(Change change) {
            return change instanceof Noted;
        }

        @Override
        public void write(Change change, Statements to) throws SQLException {
            int number = ((Noted) change).number();
            to.update("INSERT INTO notes.kept (number, text) VALUES (?, ?)", number, "note " + number);
        }
    }

    /** What a statement calls that runs out of memory. */
    public static int useUp(int bytes) {
        if (bytes > 0) {
            throw new OutOfMemoryError("Java heap space");
        }
        return bytes;
    }

    private H2Store open(Notes notes) throws IOException {
        return H2Store.open(directory, SMALL, List.of(notes));
    }

    private long notes(Notes notes) throws IOException {
        open(notes).close();
        return new StateDirectory(directory).contents().rows().get("notes.kept");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("haar.lock"))
                    .toList();
        }
    }

    @BeforeEach
    void keepNotes() throws IOException {
        try (H2Store store = open(new Notes())) {
            assertThat(Commits.commit(
                                    store,
                                    IntStream.range(0, MANY)
                                            .mapToObj(Noted::new)
                                            .toList())
                            .join())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE notes.kept SET text = 1 / 0",
                "CREATE ALIAS use_up FOR 'dev.haar.core.state.h2.MigrationTest.useUp'; CALL use_up(1)"
            })
    void migrationThatFails_leavesTheStateAsItWas(String fails) throws IOException {
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> open(new Notes(MIGRATES, "DELETE FROM notes.kept WHERE number < 500", fails)))
                .withMessageContaining("could not be migrated")
                .withMessageContaining("it is as it was")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThat(files()).containsExactly("haar.mv.db");
        assertThat(notes(new Notes())).isEqualTo(MANY);
        assertThat(notes(new Notes(MIGRATES))).isEqualTo(MANY);
        assertThat(files()).containsExactly("haar.mv.db");
    }

    @Test
    void migrationThatWasKilled_beginsAnew() throws IOException {
        // As it is while a migration is under way, with a file that H2 could not even open.
        new MigrationCopy(directory).make();
        Files.write(Database.file(directory), new byte[20_000]);
        assertThat(notes(new Notes(MIGRATES))).isEqualTo(MANY);
        assertThat(files()).containsExactly("haar.mv.db");
    }

    @Test
    void firstStartThatWasKilled_isNoHindrance() throws Exception {
        Path fresh = Files.createDirectory(directory.resolve("fresh"));
        try (Database database = Database.open(fresh, SMALL.cacheKilobytes());
                Statement statement = database.writing().createStatement()) {
            statement.execute("CREATE SCHEMA notes");
            statement.execute("CREATE TABLE notes.kept (number INTEGER PRIMARY KEY)");
        }
        try (H2Store store = H2Store.open(fresh, SMALL, List.of(new Notes()))) {
            assertThat(Commits.commit(store, List.of(new Noted(1))).join()).isTrue();
        }
    }
}
