package dev.haar.bench;

import java.util.ArrayList;
import java.util.List;

/** A server to start: its name in the report, and what follows {@code java} and the JVM's flags. */
record Program(String name, List<String> arguments) {
    private static final String PORT = "{port}";

    Program {
        arguments = List.copyOf(arguments);
    }

    static Program bare(List<String> flags) {
        List<String> arguments = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), BareServer.class.getName(), "--port=" + PORT));
        arguments.addAll(flags);
        return new Program("bare", arguments);
    }

    List<String> on(int port) {
        return arguments.stream()
                .map(argument -> argument.replace(PORT, Integer.toString(port)))
                .toList();
    }
}
