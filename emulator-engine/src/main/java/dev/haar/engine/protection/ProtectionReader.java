package dev.haar.engine.protection;

import dev.haar.engine.json.JsonText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads data protection policies and refuses what the guide does not allow. */
final class ProtectionReader {
    private static final int LONGEST = 30_720;
    private static final String VERSION = "2021-06-01";
    private static final Set<String> MEMBERS = Set.of("Name", "Description", "Version", "Configuration", "Statement");
    private static final Set<String> OF_STATEMENT =
            Set.of("Sid", "DataDirection", "Principal", "DataIdentifier", "Operation");
    private static final int MOST_CUSTOM = 10;
    private static final Pattern CUSTOM_NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern MANAGED =
            Pattern.compile("arn:aws[a-z-]*:dataprotection::aws:data-identifier/([A-Za-z-]+)");
    private static final Pattern SAMPLE_RATE = Pattern.compile("[0-9]{1,2}");
    private static final Set<String> DESTINATIONS = Set.of("CloudWatchLogs", "Firehose", "S3");

    /** What masks may be made of, but for letters and digits. */
    private static final String MASKS = "* !$%&()+,-./\\#:;=<>@[]^_`|~";

    private final Map<String, Identifier> custom = new HashMap<>();

    private ProtectionReader() {}

    static DataProtectionPolicy read(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new DataProtectionException("The policy is longer than " + LONGEST + " bytes");
        }
        Map<String, Object> policy = JsonText.parseObject(text)
                .orElseThrow(() -> new DataProtectionException("The policy is no JSON object"));
        return new ProtectionReader().policy(policy);
    }

    private DataProtectionPolicy policy(Map<String, Object> policy) {
        requireKnown(policy, MEMBERS, "the policy");
        string(policy, "Name", "the policy");
        if (!VERSION.equals(policy.get("Version"))) {
            throw new DataProtectionException("Version must be " + VERSION);
        }
        if (policy.containsKey("Configuration")) {
            configuration(object(policy.get("Configuration"), "Configuration"));
        }
        List<Statement> statements = new ArrayList<>();
        for (Object each : list(policy.get("Statement"), "Statement")) {
            statements.add(statement(object(each, "Statement")));
        }
        if (statements.stream()
                        .filter(each -> each.operation() instanceof Operation.Audit)
                        .count()
                > 1) {
            throw new DataProtectionException("A policy can have only one Audit statement");
        }
        return new DataProtectionPolicy(statements);
    }

    private void configuration(Map<String, Object> configuration) {
        requireKnown(configuration, Set.of("CustomDataIdentifier"), "Configuration");
        List<Object> all = list(configuration.get("CustomDataIdentifier"), "CustomDataIdentifier");
        if (all.size() > MOST_CUSTOM) {
            throw new DataProtectionException("A policy can have at most " + MOST_CUSTOM + " custom data identifiers");
        }
        for (Object each : all) {
            Map<String, Object> identifier = object(each, "CustomDataIdentifier");
            requireKnown(identifier, Set.of("Name", "Regex"), "CustomDataIdentifier");
            String name = string(identifier, "Name", "CustomDataIdentifier");
            if (!CUSTOM_NAME.matcher(name).matches() || ManagedIdentifiers.isKnown(name)) {
                throw new DataProtectionException("The name of the custom data identifier is not valid: " + name);
            }
            Expression expression = Expression.parse(string(identifier, "Regex", "CustomDataIdentifier"));
            if (custom.put(name, new Identifier(name, expression::find)) != null) {
                throw new DataProtectionException("There are two custom data identifiers of the name " + name);
            }
        }
    }

    private Statement statement(Map<String, Object> statement) {
        requireKnown(statement, OF_STATEMENT, "the statement");
        if (statement.containsKey("Sid")) {
            string(statement, "Sid", "the statement");
        }
        String direction = string(statement, "DataDirection", "the statement");
        if (!direction.equals("Inbound") && !direction.equals("Outbound")) {
            throw new DataProtectionException("Statement DataDirection must be either Inbound or Outbound");
        }
        boolean inbound = direction.equals("Inbound");
        List<Identifier> identifiers = new ArrayList<>();
        for (String each : strings(statement.get("DataIdentifier"), "DataIdentifier")) {
            identifiers.add(identifier(each));
        }
        Operation operation = operation(object(statement.get("Operation"), "Operation"));
        if (!inbound && !(operation instanceof Operation.Deny)) {
            throw new DataProtectionException("The operation is available for Inbound messages only");
        }
        return new Statement(inbound, strings(statement.get("Principal"), "Principal"), identifiers, operation);
    }

    private Identifier identifier(String text) {
        Identifier own = custom.get(text);
        if (own != null) {
            return own;
        }
        Matcher managed = MANAGED.matcher(text);
        if (!managed.matches() || !ManagedIdentifiers.isKnown(managed.group(1))) {
            throw new DataProtectionException("Unknown DataIdentifier: " + text);
        }
        return ManagedIdentifiers.get(managed.group(1));
    }

    private static Operation operation(Map<String, Object> operation) {
        if (operation.size() != 1) {
            throw new DataProtectionException("A statement must have exactly one operation");
        }
        String name = operation.keySet().iterator().next();
        Map<String, Object> details = object(operation.get(name), name);
        return switch (name) {
            case "Audit" -> audit(details);
            case "Deidentify" -> deidentify(details);
            case "Deny" -> {
                requireKnown(details, Set.of(), "Deny");
                yield new Operation.Deny();
            }
            default -> throw new DataProtectionException("Unknown operation: " + name);
        };
    }

    private static Operation audit(Map<String, Object> audit) {
        requireKnown(audit, Set.of("SampleRate", "FindingsDestination", "NoFindingsDestination"), "Audit");
        Object rate = audit.get("SampleRate");
        String text = rate instanceof BigDecimal number ? number.toPlainString() : String.valueOf(rate);
        if (!SAMPLE_RATE.matcher(text).matches()) {
            throw new DataProtectionException("SampleRate must be an integer from 0 to 99");
        }
        Map<String, Object> findings = destination(audit, "FindingsDestination");
        Map<String, Object> noFindings = destination(audit, "NoFindingsDestination");
        if (findings == null && noFindings == null) {
            throw new DataProtectionException("Audit must have a FindingsDestination or a NoFindingsDestination");
        }
        return new Operation.Audit(Integer.parseInt(text), findings, noFindings);
    }

    private static Map<String, Object> destination(Map<String, Object> audit, String name) {
        if (!audit.containsKey(name)) {
            return null;
        }
        Map<String, Object> destination = object(audit.get(name), name);
        requireKnown(destination, DESTINATIONS, name);
        if (destination.containsKey("CloudWatchLogs")) {
            Map<String, Object> logs = object(destination.get("CloudWatchLogs"), "CloudWatchLogs");
            if (!string(logs, "LogGroup", "CloudWatchLogs").startsWith("/aws/vendedlogs/")) {
                throw new DataProtectionException("LogGroup must start with /aws/vendedlogs/");
            }
        }
        if (destination.containsKey("Firehose")) {
            string(object(destination.get("Firehose"), "Firehose"), "DeliveryStream", "Firehose");
        }
        if (destination.containsKey("S3")) {
            string(object(destination.get("S3"), "S3"), "Bucket", "S3");
        }
        return destination;
    }

    private static Operation deidentify(Map<String, Object> deidentify) {
        requireKnown(deidentify, Set.of("MaskConfig", "RedactConfig"), "Deidentify");
        if (deidentify.size() != 1) {
            throw new DataProtectionException("Deidentify must have either a MaskConfig or a RedactConfig");
        }
        if (deidentify.containsKey("RedactConfig")) {
            requireKnown(object(deidentify.get("RedactConfig"), "RedactConfig"), Set.of(), "RedactConfig");
            return new Operation.Redact();
        }
        Map<String, Object> mask = object(deidentify.get("MaskConfig"), "MaskConfig");
        requireKnown(mask, Set.of("MaskWithCharacter"), "MaskConfig");
        String with = string(mask, "MaskWithCharacter", "MaskConfig");
        boolean valid = with.length() == 1 && (MASKS.contains(with) || with.matches("[A-Za-z0-9]"));
        if (!valid) {
            throw new DataProtectionException("MaskWithCharacter must be one supported character");
        }
        return new Operation.Mask(with.charAt(0));
    }

    private static void requireKnown(Map<String, Object> object, Set<String> known, String where) {
        for (String member : object.keySet()) {
            if (!known.contains(member)) {
                throw new DataProtectionException("Unknown member of " + where + ": " + member);
            }
        }
    }

    private static String string(Map<String, Object> object, String member, String where) {
        if (object.get(member) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new DataProtectionException(member + " is missing in " + where);
    }

    private static Map<String, Object> object(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new HashMap<>();
            map.forEach((key, each) -> object.put((String) key, each));
            return object;
        }
        throw new DataProtectionException(name + " must be an object");
    }

    private static List<Object> list(Object value, String name) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return new ArrayList<>(list);
        }
        throw new DataProtectionException(name + " must be a list that is not empty");
    }

    private static List<String> strings(Object value, String name) {
        List<String> strings = new ArrayList<>();
        for (Object each : list(value, name)) {
            if (!(each instanceof String text)) {
                throw new DataProtectionException(name + " must be a list of strings");
            }
            strings.add(text);
        }
        return strings;
    }
}
