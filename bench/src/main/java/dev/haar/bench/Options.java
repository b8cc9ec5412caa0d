package dev.haar.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line of words, {@code --switch} and {@code --name=value}. */
record Options(List<String> words, Map<String, String> flags) {
    Options {
        words = List.copyOf(words);
        flags = Map.copyOf(flags);
    }

    static Options parse(String... arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> flags = new HashMap<>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                String[] parts = argument.substring(2).split("=", 2);
                flags.put(parts[0], parts.length == 2 ? parts[1] : "");
            } else {
                words.add(argument);
            }
        }
        return new Options(words, flags);
    }

    /** Refuses what nobody would read: a mistyped flag must not silently measure something else. */
    void allowOnly(String... names) {
        Set<String> unknown = new HashSet<>(flags.keySet());
        Arrays.asList(names).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new BenchException("unknown: --" + String.join(", --", unknown));
        }
    }

    boolean has(String name) {
        return flags.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(flags.get(name));
    }

    String text(String name, String otherwise) {
        return flags.getOrDefault(name, otherwise);
    }

    int integer(String name, int otherwise) {
        String value = flags.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new BenchException("--" + name + " wants a whole number, not '" + value + "'", e);
        }
    }

    Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(integer(name, otherwise));
    }

    /** A JVM's flags, say: parted at blanks. */
    List<String> list(String name, String otherwise) {
        String value = text(name, otherwise).strip();
        return value.isEmpty() ? List.of() : List.of(value.split("[ ,]+", -1));
    }
}
