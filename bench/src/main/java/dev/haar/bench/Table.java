package dev.haar.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a header, written as Markdown that also reads well on a terminal. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells");
        }
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    String markdown() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths, " ")));
        lines.add(1, line(Collections.nCopies(columns, ""), widths, "-"));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells, int[] widths, String filler) {
        return IntStream.range(0, widths.length)
                .mapToObj(i ->
                        cells.get(i) + filler.repeat(widths[i] - cells.get(i).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
