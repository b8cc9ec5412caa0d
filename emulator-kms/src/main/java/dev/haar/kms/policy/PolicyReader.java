package dev.haar.kms.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads policies: JSON by the grammar of IAM, as far as it goes for resources. */
final class PolicyReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final String IDENTITY = "\\*|[0-9]{12}|arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.+|A[A-Z0-9]{15,}";

    private final JsonParser json;
    private final String service;

    private PolicyReader(JsonParser json, String service) {
        this.json = json;
        this.service = service;
    }

    static KmsException malformed(String why) {
        return new KmsException(KmsError.MALFORMED_POLICY, why);
    }

    /**
     * Reads a policy.
     *
     * @param service whose actions it may speak of
     * @throws KmsException with MALFORMED_POLICY
     */
    static List<Statement> read(String text, String service) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("Policy contains invalid syntax.");
            }
            List<Statement> statements = new PolicyReader(parser, service).policy();
            if (parser.nextToken() != null) {
                throw malformed("Policy contains invalid syntax.");
            }
            return statements;
        } catch (IOException e) {
            throw malformed("Policy contains invalid syntax.");
        }
    }

    private List<Statement> policy() throws IOException {
        List<Statement> statements = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "Version" -> {
                    if (!VERSIONS.contains(text())) {
                        throw malformed("Policy document must be version 2012-10-17 or 2008-10-17.");
                    }
                }
                case "Id" -> text();
                case "Statement" -> statements = statements();
                default -> throw malformed("Unknown field " + field);
            }
        }
        if (statements == null || statements.isEmpty()) {
            throw malformed("Required field Statement must be present and not empty.");
        }
        return statements;
    }

    private List<Statement> statements() throws IOException {
        List<Statement> statements = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return List.of(statement());
        }
        require(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT);
            statements.add(statement());
        }
        return statements;
    }

    private Statement statement() throws IOException {
        Boolean allows = null;
        Statement.Principals principals = null;
        List<String> actions = null;
        List<String> resources = null;
        List<Condition> conditions = List.of();
        Map<String, Boolean> negated = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "Sid" -> text();
                case "Effect" ->
                    allows = switch (text()) {
                        case "Allow" -> true;
                        case "Deny" -> false;
                        default -> throw malformed("Invalid effect: " + json.getText());
                    };
                case "Principal", "NotPrincipal" -> principals = principals();
                case "Action", "NotAction" -> actions = actions();
                case "Resource", "NotResource" -> resources = texts();
                case "Condition" -> conditions = conditions();
                default -> throw malformed("Unknown field " + field);
            }
            String plain = field.startsWith("Not") ? field.substring("Not".length()) : field;
            if (negated.put(plain, !plain.equals(field)) != null) {
                throw malformed(plain + " and Not" + plain + " exclude each other.");
            }
        }
        // KMS takes a statement without an action or a resource, and it has no effect.
        boolean isWhole = actions != null && resources != null || service.equals("kms");
        if (allows == null || principals == null || !isWhole) {
            throw malformed("A statement must have Effect, Principal, Action and Resource.");
        }
        return new Statement(
                allows,
                principals,
                negated.get("Principal"),
                actions == null ? List.of() : actions,
                negated.getOrDefault("Action", false),
                resources == null ? List.of() : resources,
                negated.getOrDefault("Resource", false),
                conditions);
    }

    private Statement.Principals principals() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            if (!text().equals("*")) {
                throw invalidPrincipals();
            }
            return new Statement.Principals(List.of("*"), List.of());
        }
        require(JsonToken.START_OBJECT);
        List<String> identities = List.of();
        List<String> services = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String kind = json.currentName();
            json.nextToken();
            List<String> names = texts();
            switch (kind) {
                case "AWS" -> identities = names;
                case "Service" -> services = names;
                case "Federated", "CanonicalUser" -> {
                    // Nobody comes to Haar as one of these.
                }
                default -> throw invalidPrincipals();
            }
        }
        if (!identities.stream().allMatch(name -> name.matches(IDENTITY))) {
            throw invalidPrincipals();
        }
        return new Statement.Principals(identities, services);
    }

    private static KmsException invalidPrincipals() {
        return malformed("Policy contains a statement with one or more invalid principals.");
    }

    private List<String> actions() throws IOException {
        List<String> actions = texts();
        for (String action : actions) {
            if (!action.equals("*") && !Wildcards.matchIgnoringCase(service + ":*", action)) {
                throw malformed("Policy contains a statement with one or more invalid actions: " + action);
            }
        }
        return actions;
    }

    private List<Condition> conditions() throws IOException {
        require(JsonToken.START_OBJECT);
        List<Condition> conditions = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String operator = json.currentName();
            json.nextToken();
            require(JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                conditions.add(Condition.of(operator, key, texts()));
            }
        }
        return conditions;
    }

    private List<String> texts() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return List.of(scalar());
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(scalar());
        }
        return texts;
    }

    private String text() throws IOException {
        require(JsonToken.VALUE_STRING);
        return json.getText();
    }

    /** A text; numbers and truth values may stand without quotation marks. */
    private String scalar() throws IOException {
        if (!json.currentToken().isScalarValue() || json.currentToken() == JsonToken.VALUE_NULL) {
            throw malformed("Policy contains invalid syntax.");
        }
        return json.getText();
    }

    private void require(JsonToken token) {
        if (json.currentToken() != token) {
            throw malformed("Policy contains invalid syntax.");
        }
    }
}
