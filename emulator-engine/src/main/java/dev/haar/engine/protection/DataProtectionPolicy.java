package dev.haar.engine.protection;

import dev.haar.engine.protection.Finding.Detected;
import dev.haar.engine.protection.Operation.Audit;
import dev.haar.engine.protection.Operation.Deny;
import dev.haar.engine.protection.Operation.Mask;
import dev.haar.engine.protection.Operation.Redact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of messages with sensitive data, read once and applied often.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html">Data protection
 *     policies</a>
 */
public final class DataProtectionPolicy {
    private final List<Statement> statements;

    DataProtectionPolicy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * The policy in a JSON text.
     *
     * @throws DataProtectionException if it is none
     */
    public static DataProtectionPolicy parse(String text) {
        return ProtectionReader.read(text);
    }

    /** What an audit has to tell: what it found, and to whom AWS would have told it. */
    public record Report(List<Detected> identifiers, Map<String, Object> destination) {}

    /** Whether a message with such a text may be published by this principal. */
    public boolean admits(String principal, String text) {
        return statements.stream()
                .filter(each -> each.inbound() && each.operation() instanceof Deny && each.isAbout(principal))
                .noneMatch(each -> each.finds(text));
    }

    /** Whether a message with such a text may be delivered to a subscription that this principal made. */
    public boolean releases(String principal, String text) {
        return statements.stream()
                .filter(each -> !each.inbound() && each.operation() instanceof Deny && each.isAbout(principal))
                .noneMatch(each -> each.finds(text));
    }

    /**
     * What the audit, if there is one, tells of a text that this principal publishes.
     *
     * @param sample a number from 0 to 99 that is new for each message
     */
    public Optional<Report> audit(String principal, String text, int sample) {
        for (Statement each : statements) {
            if (each.operation() instanceof Audit audit && sample < audit.sampleRate() && each.isAbout(principal)) {
                List<Detected> detected = each.identifiers().stream()
                        .map(identifier -> new Detected(identifier.name(), identifier.find(text)))
                        .filter(identifier -> !identifier.detections().isEmpty())
                        .toList();
                Map<String, Object> destination = detected.isEmpty() ? audit.noFindings() : audit.findings();
                return Optional.ofNullable(destination).map(to -> new Report(detected, to));
            }
        }
        return Optional.empty();
    }

    /** The text as it is let through when this principal publishes it: masked, redacted or as it was. */
    public String deidentify(String principal, String text) {
        String result = text;
        for (Statement each : statements) {
            if (each.inbound() && each.isAbout(principal)) {
                if (each.operation() instanceof Mask mask) {
                    result = replace(each, result, String.valueOf(mask.with()));
                } else if (each.operation() instanceof Redact) {
                    result = replace(each, result, "");
                }
            }
        }
        return result;
    }

    private static String replace(Statement statement, String text, String each) {
        String result = text;
        for (Identifier identifier : statement.identifiers()) {
            List<Span> spans = new ArrayList<>(identifier.find(result));
            if (spans.isEmpty()) {
                continue;
            }
            StringBuilder replaced = new StringBuilder(result.length());
            int done = 0;
            for (Span span : spans) {
                replaced.append(result, done, span.start()).append(each.repeat(span.end() - span.start()));
                done = span.end();
            }
            result = replaced.append(result, done, result.length()).toString();
        }
        return result;
    }
}
