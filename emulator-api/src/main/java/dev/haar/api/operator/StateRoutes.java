package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;
import dev.haar.core.state.h2.Contents;
import dev.haar.core.state.h2.H2Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Shows what the state in the directory holds, and copies it while it is being written. */
public final class StateRoutes {
    private static final String EXPORTS = "exports";

    private final H2Store store;
    private final Executor workers;

    /** @param workers runs what takes as long as the state is large */
    public StateRoutes(H2Store store, Executor workers) {
        this.store = store;
        this.workers = workers;
    }

    /** Adds the routes. */
    public void mount(OperatorRoutes routes) {
        routes.getLater("/_haar/state", request -> store.read(Contents.QUERY).thenApply(this::show));
        routes.postLater(
                "/_haar/state/export",
                request -> CompletableFuture.supplyAsync(this::export, workers).thenApply(this::tell));
    }

    private Answer show(Contents contents) {
        return JsonAnswer.of(200, json -> {
            json.writeStringField("directory", directory().toString());
            json.writeObjectFieldStart("rows");
            for (Map.Entry<String, Long> table : contents.rows().entrySet()) {
                json.writeNumberField(table.getKey(), table.getValue());
            }
            json.writeEndObject();
        });
    }

    /** Copies into the state directory alone: whoever can reach this port must not write files elsewhere. */
    private Path export() {
        try {
            Path exports = Files.createDirectories(directory().resolve(EXPORTS));
            Path file = exports.resolve(UUID.randomUUID() + ".zip");
            store.export(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer tell(Path file) {
        return JsonAnswer.of(200, json -> {
            json.writeStringField("directory", directory().toString());
            json.writeStringField("file", file.toString());
        });
    }

    private Path directory() {
        return store.directory().toAbsolutePath().normalize();
    }
}
