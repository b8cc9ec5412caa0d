package dev.haar.api.restart;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what is there after a restart. */
abstract class OverARestart {
    @TempDir
    private Path directory;

    KeptHaar haar;

    @BeforeEach
    final void start() {
        haar = new KeptHaar(directory);
    }

    @AfterEach
    final void stop() {
        haar.close();
    }
}
