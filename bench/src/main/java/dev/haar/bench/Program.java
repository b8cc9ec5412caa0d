package dev.haar.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server to start: its name in the report, and what follows {@code java} and the JVM's flags. */
record Program(String name, List<String> arguments) {
    private static final String PORT = "{port}";
    private static final String STATE = "{state}";

    Program {
        arguments = List.copyOf(arguments);
    }

    static Program bare(List<String> flags) {
        List<String> arguments = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), BareServer.class.getName(), "--port=" + PORT));
        arguments.addAll(flags);
        return new Program("bare", arguments);
    }

    /** The same, keeping its state in a directory that is new with each start. */
    Program durable() {
        return new Program(
                "durable",
                arguments.stream()
                        .map(argument -> argument.equals("--ephemeral") ? "--data=" + STATE : argument)
                        .toList());
    }

    List<String> on(int port, Path state) {
        return arguments.stream()
                .map(argument -> argument.replace(PORT, Integer.toString(port)).replace(STATE, state.toString()))
                .toList();
    }
}
