package dev.haar.api.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes answers in JSON. */
public final class JsonAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonAnswer() {}

    /** Writes the members of an object. */
    @FunctionalInterface
    public interface Members {
        /** Writes them; the object's braces are written around them. */
        void write(JsonGenerator json) throws IOException;
    }

    /** An answer whose body is the object with these members. */
    public static Answer of(int status, Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail.", e);
        }
        return Answer.of(status, "application/json", Body.of(bytes.toByteArray()));
    }

    /** An answer that says what went wrong. */
    public static Answer error(int status, String message) {
        return of(status, json -> json.writeStringField("error", message));
    }
}
