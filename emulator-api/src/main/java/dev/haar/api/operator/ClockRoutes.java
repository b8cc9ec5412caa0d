package dev.haar.api.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.protocol.Answer;
import dev.haar.core.time.KeptClock;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Shows and moves Haar's clock.
 *
 * <p>What a POST asks for is done in the order in which its members stand: {@code freeze} and {@code unfreeze} (true),
 * {@code set} (an ISO-8601 instant, not before now) and {@code advance} (an ISO-8601 duration, not negative).
 */
public final class ClockRoutes {
    private final KeptClock clock;

    public ClockRoutes(KeptClock clock) {
        this.clock = clock;
    }

    /** Adds the routes. */
    public void mount(OperatorRoutes routes) {
        routes.get("/_haar/clock", request -> show());
        routes.postLater("/_haar/clock", request -> move(request.body()));
    }

    private Answer show() {
        return JsonAnswer.of(200, json -> {
            json.writeStringField("now", clock.now().toString());
            json.writeBooleanField("frozen", clock.isFrozen());
        });
    }

    /** Answers when what became due by the move has been done, too. */
    private CompletableFuture<Answer> move(byte[] body) {
        try {
            // All of it is understood before any of it is done.
            List<Runnable> moves = read(body);
            moves.forEach(Runnable::run);
            return clock.settle().thenApply(settled -> show());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw refusal(e.getMessage());
        } catch (IOException e) {
            throw refusal("The body must be a JSON object.");
        }
    }

    private List<Runnable> read(byte[] body) throws IOException {
        List<Runnable> moves = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refusal("The body must be a JSON object.");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                moves.add(moveOf(name, parser.nextToken(), parser.getText()));
            }
            if (parser.nextToken() != null) {
                throw refusal("The body must be a JSON object.");
            }
        }
        if (moves.isEmpty()) {
            throw refusal("The body must have one of freeze, unfreeze, set and advance.");
        }
        return moves;
    }

    private Runnable moveOf(String name, JsonToken token, String text) {
        boolean isTrue = token == JsonToken.VALUE_TRUE;
        boolean isText = token == JsonToken.VALUE_STRING;
        if (name.equals("freeze") && isTrue) {
            return clock::freeze;
        }
        if (name.equals("unfreeze") && isTrue) {
            return clock::unfreeze;
        }
        if (name.equals("set") && isText) {
            Instant instant = Instant.parse(text);
            return () -> clock.set(instant);
        }
        if (name.equals("advance") && isText) {
            Duration duration = Duration.parse(text);
            return () -> clock.advance(duration);
        }
        throw refusal("This is nothing that the clock can do: " + name + " " + text);
    }

    private static AwsException refusal(String message) {
        return new AwsException(AwsError.sender("InvalidClock", message));
    }
}
