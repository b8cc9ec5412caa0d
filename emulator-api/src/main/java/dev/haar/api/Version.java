package dev.haar.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Haar this is. */
final class Version {
    private Version() {}

    /** The version of the build, such as 0.1.0. */
    static String current() {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("The build left no version.", e);
        }
    }
}
