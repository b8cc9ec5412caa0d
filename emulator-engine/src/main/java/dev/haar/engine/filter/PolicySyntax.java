package dev.haar.engine.filter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The patterns under one key of a filter policy, as the parser comes to them. */
record PolicySyntax(JsonParser parser, String text) {
    private static final BigDecimal LIMIT = new BigDecimal("1000000000");
    private static final String NUMERIC = "numeric";

    /** What is wrong here, and where. */
    FilterPolicyException wrong(String message) {
        return new FilterPolicyException(message + "\n at [Source: (String)\"" + text + "\"; line: 1, column: "
                + parser.currentLocation().getColumnNr() + "]");
    }

    /** The patterns of the array that has begun. */
    List<Pattern> patterns() throws IOException {
        List<Pattern> patterns = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            patterns.add(parser.currentToken() == JsonToken.START_OBJECT ? expression() : new Pattern.Exact(value()));
        }
        if (patterns.isEmpty()) {
            throw wrong("Empty arrays are not allowed");
        }
        return List.copyOf(patterns);
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Values.normalise(number());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Values.NULL;
            default -> throw wrong("Match value must be String, number, true, false, or null");
        };
    }

    private BigDecimal number() throws IOException {
        BigDecimal number = parser.getDecimalValue();
        if (number.abs().compareTo(LIMIT) > 0) {
            throw wrong("Value must be between -1.0E9 and 1.0E9, inclusive");
        }
        return number;
    }

    private Pattern expression() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            throw wrong("Empty match expression is not allowed");
        }
        String type = parser.currentName();
        parser.nextToken();
        Pattern pattern = switch (type) {
            case "prefix" -> new Pattern.Prefix(string("prefix match pattern must be a string"));
            case "suffix" -> new Pattern.Suffix(string("suffix match pattern must be a string"));
            case "equals-ignore-case" ->
                new Pattern.IgnoreCase(string("equals-ignore-case match pattern must be a string"));
            case "wildcard" -> wildcard(string("wildcard match pattern must be a string"));
            case "cidr" -> cidr(string("prefix match pattern must be a string"));
            case "exists" -> exists();
            case "anything-but" -> anythingBut();
            case NUMERIC -> numeric();
            default -> throw wrong("Unrecognized match type " + type);
        };
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw wrong("Only one key allowed in match expression");
        }
        return pattern;
    }

    private String string(String otherwise) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(otherwise);
        }
        return parser.getText();
    }

    private Pattern wildcard(String stars) {
        if (stars.contains("**")) {
            throw wrong("Consecutive wildcard characters at pos " + stars.indexOf("**"));
        }
        StringBuilder pattern = new StringBuilder();
        for (String part : stars.split("\\*", -1)) {
            pattern.append(pattern.length() == 0 ? "" : ".*").append(java.util.regex.Pattern.quote(part));
        }
        return new Pattern.Wildcard(
                stars, java.util.regex.Pattern.compile(pattern.toString(), java.util.regex.Pattern.DOTALL));
    }

    private Pattern cidr(String block) {
        return new Pattern.Cidr(AddressBlock.parse(block).orElseThrow(() -> wrong("Malformed CIDR, one '/' required")));
    }

    private Pattern exists() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> new Pattern.Present();
            case VALUE_FALSE -> new Pattern.Absent();
            default -> throw wrong("exists match pattern must be either true or false.");
        };
    }

    private Pattern anythingBut() throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return anythingButLike();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return new Pattern.AnythingBut(Set.of(plain()));
        }
        Set<Object> excluded = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            excluded.add(plain());
        }
        if (excluded.isEmpty()) {
            throw wrong("Empty arrays are not allowed");
        }
        return new Pattern.AnythingBut(Set.copyOf(excluded));
    }

    private Object plain() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Values.normalise(number());
            default -> throw wrong("Inside anything but list, start|null|boolean is not supported.");
        };
    }

    private Pattern anythingButLike() throws IOException {
        parser.nextToken();
        String type = parser.currentName();
        if (type == null
                || !Set.of("prefix", "suffix", "equals-ignore-case", "wildcard").contains(type)) {
            throw wrong("Unsupported anything-but pattern: " + type);
        }
        Set<Pattern> excluded = new HashSet<>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                excluded.add(like(type));
            }
        } else {
            excluded.add(like(type));
        }
        if (excluded.isEmpty()) {
            throw wrong("Empty arrays are not allowed");
        }
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw wrong("Only one key allowed in match expression");
        }
        return new Pattern.AnythingButLike(Set.copyOf(excluded));
    }

    private Pattern like(String type) throws IOException {
        String text = string(type + " match pattern must be a string");
        return switch (type) {
            case "prefix" -> new Pattern.Prefix(text);
            case "suffix" -> new Pattern.Suffix(text);
            case "wildcard" -> wildcard(text);
            default -> new Pattern.IgnoreCase(text);
        };
    }

    private Pattern numeric() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("Value of numeric must be an array.");
        }
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw wrong("Invalid member in numeric match: " + parser.getText());
        }
        String operator = parser.getText();
        switch (operator) {
            case "=" -> {
                BigDecimal number = operand("equals");
                end("Too many elements in numeric expression");
                return new Pattern.Range(number, true, number, true);
            }
            case "<", "<=" -> {
                BigDecimal top = operand(operator);
                end("Too many elements in numeric expression");
                return new Pattern.Range(null, false, top, operator.equals("<="));
            }
            case ">", ">=" -> {
                return range(operand(operator), operator.equals(">="));
            }
            default -> {
                // AWS looks at the operand first: the column shows it.
                parser.nextToken();
                throw wrong("Unrecognized numeric range operator: " + operator);
            }
        }
    }

    private Pattern range(BigDecimal bottom, boolean withBottom) throws IOException {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return new Pattern.Range(bottom, withBottom, null, false);
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("Bad value in numeric range: " + parser.getText());
        }
        String operator = parser.getText();
        if (!operator.equals("<") && !operator.equals("<=")) {
            throw wrong("Bad numeric range operator: " + operator);
        }
        BigDecimal top = operand(operator);
        end("Too many terms in numeric range expression");
        if (bottom.compareTo(top) >= 0) {
            throw wrong("Bottom must be less than top");
        }
        return new Pattern.Range(bottom, withBottom, top, operator.equals("<="));
    }

    private BigDecimal operand(String operator) throws IOException {
        if (!parser.nextToken().isNumeric()) {
            throw wrong("Value of " + operator + " must be numeric");
        }
        return number();
    }

    private void end(String otherwise) throws IOException {
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw wrong(otherwise);
        }
    }
}
