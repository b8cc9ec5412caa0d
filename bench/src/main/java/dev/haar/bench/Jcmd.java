package dev.haar.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions to a running JVM, through the {@code jcmd} of its own JDK. */
record Jcmd(String java, long pid) {
    private static final Pattern LIVE_THREADS = Pattern.compile("java\\.threads\\.live=(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(\\w+GC)\\b");
    private static final Pattern MAX_HEAP = Pattern.compile("-XX:MaxHeapSize=(\\d+)");

    int liveThreads() throws IOException {
        return (int) number(LIVE_THREADS, ask("PerfCounter.print"));
    }

    /** Bytes of all objects that a full collection leaves. */
    long liveBytes() throws IOException {
        ask("GC.run");
        return number(TOTAL, ask("GC.class_histogram"));
    }

    /** Collector and largest heap, as the JVM chose or was told. */
    String memorySettings() throws IOException {
        String flags = ask("VM.flags");
        return match(COLLECTOR, flags) + ", heap up to " + (number(MAX_HEAP, flags) >> 20) + " MB";
    }

    private String ask(String question) throws IOException {
        Path jcmd = Path.of(java).resolveSibling("jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), question)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long number(Pattern pattern, String text) {
        return Long.parseLong(match(pattern, text));
    }

    private static String match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchException("no " + pattern + " in:\n" + text);
        }
        return matcher.group(1);
    }
}
