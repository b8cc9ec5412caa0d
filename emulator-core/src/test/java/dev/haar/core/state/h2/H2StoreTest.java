package dev.haar.core.state.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.core.state.Change;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is reported as kept is in the file, and what goes wrong has a defined outcome. */
class H2StoreTest {
    private static final StoreOptions SMALL = new StoreOptions(false, 1024);

    @TempDir
    private Path directory;

    /** A word that was said. */
    private record Said(String word) implements Change {}

    /** The words, on a disk that fails once when it is told to. */
    private static final class Words implements Tables {
        private final int version;
        private volatile boolean broken;

        Words(int version) {
            this.version = version;
        }

        @Override
        public String schema() {
            return "words";
        }

        @Override
        public List<List<String>> migrations() {
            List<List<String>> steps = List.of(
                    List.of("CREATE SCHEMA words", "CREATE TABLE words.said (word VARCHAR(8) PRIMARY KEY)"),
                    List.of("ALTER TABLE words.said ADD COLUMN meaning VARCHAR"));
            return steps.subList(0, version);
        }

        @Override
        public boolean owns(Change change) {
            return change instanceof Said;
        }

        @Override
        public void write(Change change, Statements to) throws SQLException {
            to.update("INSERT INTO words.said (word) VALUES (?)", ((Said) change).word());
            if (broken) {
                broken = false;
                throw new SQLException("The disk is full.", "90031");
            }
        }
    }

    /** What memory takes the words to be. */
    private static final class Memory implements Restorable {
        private final List<Set<String>> restored = new ArrayList<>();

        @Override
        public void restore(Connection tables) throws SQLException {
            Set<String> words = new TreeSet<>();
            try (Statement statement = tables.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT word FROM words.said")) {
                while (rows.next()) {
                    words.add(rows.getString(1));
                }
            }
            synchronized (restored) {
                restored.add(words);
            }
        }

        Set<String> last() {
            synchronized (restored) {
                return restored.get(restored.size() - 1);
            }
        }

        int times() {
            synchronized (restored) {
                return restored.size();
            }
        }
    }

    private static CompletableFuture<Boolean> say(H2Store store, String... words) {
        return Commits.commit(store, Stream.of(words).map(Said::new).toList());
    }

    private H2Store open(Tables tables) throws IOException {
        return H2Store.open(directory, SMALL, List.of(tables));
    }

    private Set<String> stored() throws IOException {
        Memory memory = new Memory();
        try (H2Store store = open(new Words(1))) {
            store.attach(memory);
        }
        return memory.last();
    }

    @Test
    void whatIsKept_isThereAfterAStart() throws IOException {
        try (H2Store store = open(new Words(1))) {
            assertThat(say(store, "a", "b").join()).isTrue();
            assertThat(say(store, "c").join()).isTrue();
        }
        assertThat(stored()).containsExactly("a", "b", "c");
    }

    @Test
    void orderlyStop_keepsWhatHasGathered() throws IOException {
        List<CompletableFuture<Boolean>> outcomes = new ArrayList<>();
        try (H2Store store = open(new Words(1))) {
            for (int i = 0; i < 500; i++) {
                outcomes.add(say(store, "w" + i));
            }
        }
        assertThat(outcomes).allMatch(CompletableFuture::join);
        assertThat(stored()).hasSize(500);
    }

    @Test
    void changesThatSqlRefuses_failAloneAndWhole() throws IOException {
        List<CompletableFuture<Boolean>> outcomes = new ArrayList<>();
        try (H2Store store = open(new Words(1))) {
            outcomes.add(say(store, "a"));
            outcomes.add(say(store, "b", "much too long"));
            outcomes.add(say(store, "c"));
        }
        assertThat(outcomes).extracting(CompletableFuture::join).containsExactly(true, false, true);
        assertThat(stored()).containsExactly("a", "c");
    }

    @Test
    void failureOfTheDisk_refusesWhatWaits_andMemoryBecomesTheFile() throws IOException {
        Words words = new Words(1);
        Memory memory = new Memory();
        try (H2Store store = open(words)) {
            store.attach(memory);
            assertThat(say(store, "a").join()).isTrue();
            words.broken = true;
            assertThat(say(store, "b").join()).isFalse();
            // Until the file is open again everything is refused.
            while (!say(store, "c").join()) {
                Thread.onSpinWait();
            }
            assertThat(memory.times()).isEqualTo(2);
            assertThat(memory.last()).containsExactly("a");
        }
        assertThat(stored()).containsExactly("a", "c");
    }

    @Test
    void afterTheEnd_everythingIsRefused() throws IOException {
        H2Store store = open(new Words(1));
        store.close();
        assertThat(say(store, "a").join()).isFalse();
    }

    @Test
    void secondProcess_isToldSo() throws IOException {
        try (H2Store store = open(new Words(1))) {
            assertThat(say(store, "a").join()).isTrue();
            assertThatExceptionOfType(StateDirectoryException.class)
                    .isThrownBy(() -> open(new Words(1)))
                    .withMessageContaining("in use by another Haar");
        }
    }

    @Test
    void olderState_isMigrated_andNewerRefused() throws IOException {
        try (H2Store store = open(new Words(1))) {
            assertThat(say(store, "a").join()).isTrue();
        }
        Memory memory = new Memory();
        try (H2Store store = open(new Words(2))) {
            store.attach(memory);
        }
        assertThat(memory.last()).containsExactly("a");
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> open(new Words(1)))
                .withMessageContaining("newer than this program");
    }

    @Test
    void truncatedFile_isReportedInOneLine() throws IOException {
        try (H2Store store = open(new Words(1))) {
            for (int i = 0; i < 2000; i++) {
                say(store, "w" + i);
            }
        }
        Path file = Database.file(directory);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(Files.size(file) / 4);
            bytes.write(new byte[8192]);
        }
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> open(new Words(1)))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageContaining("is damaged");
    }

    @Test
    void directoryThatIsAFile_isReportedInOneLine() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatExceptionOfType(StateDirectoryException.class)
                .isThrownBy(() -> H2Store.open(file, SMALL, List.of(new Words(1))))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .withMessageContaining("cannot be made");
    }
}
