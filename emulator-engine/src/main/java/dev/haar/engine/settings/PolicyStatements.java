package dev.haar.engine.settings;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds statements to a queue's policy and takes them out again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html">AddPermission</a>
 */
public final class PolicyStatements {
    private static final int MOST_ACTIONS = 7;

    /** Bytes. */
    private static final int LARGEST = 8192;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** What others can be permitted; everything else is the owner's alone. */
    private static final Set<String> ACTIONS = Set.of(
            "*",
            "SendMessage",
            "ReceiveMessage",
            "DeleteMessage",
            "ChangeMessageVisibility",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "PurgeQueue");

    private PolicyStatements() {}

    /** The policy itself if it could be one, else null. */
    static String normalise(String policy) {
        if (policy.isEmpty()) {
            return policy;
        }
        if (MessageText.utf8Length(policy) > LARGEST) {
            throw new EngineException(EngineError.OVER_LIMIT, "Submitted policy is over max allowed size.");
        }
        Optional<Map<String, Object>> document = JsonText.parseObject(policy);
        if (document.isEmpty()) {
            return null;
        }
        List<Object> statements = statements(document.get());
        for (Object each : statements) {
            if (each instanceof Map<?, ?> statement && statement.get("Action") instanceof List<?> actions) {
                checkActions(actions.size());
            }
        }
        boolean whole = !statements.isEmpty() && statements.stream().allMatch(PolicyStatements::isWhole);
        return whole ? policy : null;
    }

    /** Whether a statement says what it does, for whom, and with what. */
    private static boolean isWhole(Object each) {
        return each instanceof Map<?, ?> statement
                && ("Allow".equals(statement.get("Effect")) || "Deny".equals(statement.get("Effect")))
                && (statement.containsKey("Principal") || statement.containsKey("NotPrincipal"))
                && (statement.containsKey("Action") || statement.containsKey("NotAction"));
    }

    /**
     * The policy with one more statement.
     *
     * @param policy the policy so far, if there is one
     * @param queueArn the queue it is about
     * @param label names the statement
     * @param accounts the 12-digit accounts that are permitted
     * @param actions what they are permitted
     */
    public static String add(
            Optional<String> policy, String queueArn, String label, List<String> accounts, List<String> actions) {
        if (!LABEL.matcher(label).matches()) {
            throw EngineException.invalidParameter(
                    "Label",
                    label,
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        checkActions(actions.size());
        for (String action : actions) {
            if (!ACTIONS.contains(action)) {
                throw EngineException.invalidParameter(
                        "ActionName",
                        "SQS:" + action,
                        "Please refer to the appropriate WSDL for a list of valid actions. ");
            }
        }
        for (String account : accounts) {
            if (!ACCOUNT.matcher(account).matches()) {
                throw EngineException.invalidParameter("PrincipalId", "[" + account + "]", "Unable to verify.");
            }
        }
        Map<String, Object> document = policy.flatMap(JsonText::parseObject).orElseGet(() -> empty(queueArn));
        List<Object> statements = statements(document);
        if (find(statements, label).isPresent()) {
            throw EngineException.invalidParameter("Label", label, "Already exists.");
        }
        String partition = queueArn.split(":", 3)[1];
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", label);
        statement.put("Effect", "Allow");
        statement.put(
                "Principal",
                Map.of(
                        "AWS",
                        oneOrAll(accounts.stream()
                                .map(account -> "arn:" + partition + ":iam::" + account + ":root")
                                .toList())));
        statement.put(
                "Action",
                oneOrAll(actions.stream().map(action -> "SQS:" + action).toList()));
        statement.put("Resource", queueArn);
        statements.add(statement);
        document.put("Statement", statements);
        return JsonText.write(document);
    }

    /** The policy without the statement of this label; empty text if none is left. */
    public static String remove(Optional<String> policy, String label) {
        Map<String, Object> document = policy.flatMap(JsonText::parseObject).orElseGet(Map::of);
        List<Object> statements = statements(document);
        Object statement = find(statements, label)
                .orElseThrow(() -> EngineException.invalidParameter("Label", label, "can't find label."));
        statements.remove(statement);
        if (statements.isEmpty()) {
            return "";
        }
        document.put("Statement", statements);
        return JsonText.write(document);
    }

    private static void checkActions(int count) {
        if (count > MOST_ACTIONS) {
            throw new EngineException(
                    EngineError.OVER_LIMIT,
                    count + " actions were found in a statement from the submitted policy, max allowed is "
                            + MOST_ACTIONS);
        }
    }

    private static Map<String, Object> empty(String queueArn) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2008-10-17");
        document.put("Id", queueArn + "/SQSDefaultPolicy");
        return document;
    }

    /** A policy may have one statement instead of a list of them. */
    private static List<Object> statements(Map<String, Object> document) {
        Object statements = document.get("Statement");
        if (statements instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        return statements == null ? new ArrayList<>() : new ArrayList<>(List.of(statements));
    }

    private static Optional<Object> find(List<Object> statements, String label) {
        return statements.stream()
                .filter(each -> each instanceof Map<?, ?> statement && label.equals(statement.get("Sid")))
                .findFirst();
    }

    private static Object oneOrAll(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }
}
