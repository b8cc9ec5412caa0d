package dev.haar.api.courier;

import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** Appends a line to the file that stands for the bucket of a Firehose stream. */
public final class FirehoseCourier implements Courier {
    private static final Pattern STREAM = Pattern.compile(".*:deliverystream/([A-Za-z0-9_.-]{1,64})");

    private final Optional<Path> directory;
    private final Executor workers;

    /**
     * @param directory where the files are; empty for nowhere
     * @param workers does the writing
     */
    public FirehoseCourier(Optional<Path> directory, Executor workers) {
        this.directory = directory;
        this.workers = workers;
    }

    @Override
    public CompletableFuture<Answer> carry(Delivery delivery) {
        var stream = STREAM.matcher(delivery.to().endpoint());
        if (directory.isEmpty() || !stream.matches()) {
            return CompletableFuture.completedFuture(new Answer(
                    Verdict.REFUSED,
                    0,
                    directory.isEmpty() ? "There is no directory for streams." : "This is no stream."));
        }
        Path file = directory.get().resolve(stream.group(1) + ".ndjson");
        return CompletableFuture.supplyAsync(() -> append(file, line(delivery)), workers);
    }

    /** One at a time, so that lines stay whole. */
    private synchronized Answer append(Path file, String line) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new Answer(Verdict.DELIVERED, 200, file.toString());
        } catch (IOException e) {
            return Answer.none("Writing to " + file + " failed: " + e.getMessage());
        }
    }

    private static String line(Delivery delivery) {
        return delivery.raw()
                ? delivery.body()
                : JsonText.parseObject(delivery.body()).map(JsonText::write).orElse(delivery.body());
    }
}
