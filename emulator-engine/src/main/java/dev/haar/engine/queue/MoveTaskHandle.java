package dev.haar.engine.queue;

import dev.haar.engine.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a move task is cancelled by: Base64 of a JSON object that names the task and its source.
 *
 * @param taskId the task's id
 * @param sourceArn the ARN of the queue whose messages it moves
 */
public record MoveTaskHandle(String taskId, String sourceArn) {
    /** Reads a handle; empty if the text is none. */
    public static Optional<MoveTaskHandle> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return JsonText.parseObject(new String(bytes, StandardCharsets.UTF_8))
                .filter(document -> document.get("taskId") instanceof String)
                .filter(document -> document.get("sourceArn") instanceof String)
                .map(document ->
                        new MoveTaskHandle((String) document.get("taskId"), (String) document.get("sourceArn")));
    }

    /** The handle of a task. */
    public static MoveTaskHandle of(MoveTask task) {
        return new MoveTaskHandle(task.id().toString(), task.source().arn());
    }

    /** The text a client gets. */
    public String text() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("taskId", taskId);
        document.put("sourceArn", sourceArn);
        return Base64.getEncoder().encodeToString(JsonText.write(document).getBytes(StandardCharsets.UTF_8));
    }
}
