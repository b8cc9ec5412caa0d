package dev.haar.engine.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.haar.engine.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one filter policy, with AWS's words for what is wrong with it. */
final class PolicyReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String OR = "$or";
    private static final int MOST_KEYS = 5;
    private static final long MOST_COMBINATIONS = 150;
    private static final int LARGEST = 256 * 1024;

    /** AWS reads the policy as it writes it: without white space, which shows in the columns it names. */
    private final String text;

    private final FilterPolicy.Scope scope;
    private int keys;

    /** A condition and how many combinations of values it stands for. */
    private record Read(Condition condition, long combinations) {}

    PolicyReader(String text, FilterPolicy.Scope scope) {
        if (text.length() > LARGEST) {
            throw new FilterPolicyException("Filter policy is too large");
        }
        Map<String, Object> object =
                JsonText.parseObject(text).orElseThrow(() -> new FilterPolicyException("failed to parse JSON."));
        this.text = JsonText.write(object);
        this.scope = scope;
    }

    Condition read() {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Read read = object(new PolicySyntax(parser, text), 1);
            if (keys > MOST_KEYS) {
                throw new FilterPolicyException("Filter policy can not have more than " + MOST_KEYS + " keys");
            }
            if (read.combinations > MOST_COMBINATIONS) {
                throw new FilterPolicyException("Filter policy is too complex");
            }
            return read.condition;
        } catch (IOException e) {
            throw new FilterPolicyException("failed to parse JSON.");
        }
    }

    private Read object(PolicySyntax syntax, int depth) throws IOException {
        JsonParser parser = syntax.parser();
        Map<String, Condition> parts = new LinkedHashMap<>();
        long combinations = 1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            Read read;
            if (key.equals(OR) && token == JsonToken.START_ARRAY) {
                read = branches(syntax, depth);
            } else if (token == JsonToken.START_OBJECT) {
                if (scope == FilterPolicy.Scope.ATTRIBUTES) {
                    throw new FilterPolicyException(
                            "Filter policy scope MessageAttributes does not support nested filter policy");
                }
                Read nested = object(syntax, depth + 1);
                read = new Read(new Condition.Nested(key, nested.condition), nested.combinations);
            } else if (token == JsonToken.START_ARRAY) {
                List<Pattern> patterns = syntax.patterns();
                keys++;
                read = new Read(new Condition.Leaf(key, patterns), (long) patterns.size() * depth);
            } else {
                throw syntax.wrong("\"" + key + "\" must be an object or an array");
            }
            parts.put(key, read.condition);
            combinations = Math.min(combinations * read.combinations, Integer.MAX_VALUE);
        }
        if (parts.isEmpty() && depth > 1) {
            throw syntax.wrong("Empty objects are not allowed");
        }
        return new Read(new Condition.All(List.copyOf(parts.values())), combinations);
    }

    private Read branches(PolicySyntax syntax, int depth) throws IOException {
        List<Condition> branches = new ArrayList<>();
        long combinations = 0;
        while (syntax.parser().nextToken() != JsonToken.END_ARRAY) {
            if (syntax.parser().currentToken() != JsonToken.START_OBJECT) {
                throw syntax.wrong("Relationship in $or must be objects");
            }
            Read branch = object(syntax, depth);
            branches.add(branch.condition);
            combinations += branch.combinations;
        }
        if (branches.size() < 2) {
            throw syntax.wrong("There must have at least 2 Objects in $or relationship.");
        }
        return new Read(new Condition.Any(branches), combinations);
    }
}
