package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The policy of a topic: the one it has from the start, and statements added and removed.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html">AddPermission</a>
 */
public final class TopicPolicy {
    private static final List<String> OWNERS = List.of(
            "SNS:GetTopicAttributes",
            "SNS:SetTopicAttributes",
            "SNS:AddPermission",
            "SNS:RemovePermission",
            "SNS:DeleteTopic",
            "SNS:Subscribe",
            "SNS:ListSubscriptionsByTopic",
            "SNS:Publish");

    /** The actions of SNS that a topic's policy may speak of. */
    private static final Set<String> ACTIONS = Set.of(
            "GetTopicAttributes",
            "SetTopicAttributes",
            "AddPermission",
            "RemovePermission",
            "DeleteTopic",
            "Subscribe",
            "ListSubscriptionsByTopic",
            "ListTagsForResource",
            "Publish",
            "Receive",
            "GetDataProtectionPolicy",
            "PutDataProtectionPolicy");

    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
    private static final Set<String> EFFECTS = Set.of("Allow", "Deny");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern PRINCIPAL =
            Pattern.compile(ACCOUNT + "|arn:[a-z-]+:(iam|sts)::" + ACCOUNT + ":.+|A[A-Z0-9]{15,127}");
    private static final String OUT_OF_SCOPE = "Policy statement action out of service scope!";

    private TopicPolicy() {}

    /** The policy in force. */
    public static String of(Topic topic) {
        return topic.attributes().getOrDefault("Policy", initial(topic.address()));
    }

    /**
     * Refuses a text that is no policy for a topic.
     *
     * @param where what stands before the reason
     * @see <a
     *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of policies</a>
     */
    static void check(String text, String where) {
        if (text.isEmpty()) {
            throw TopicException.invalid(where + "Policy is empty");
        }
        Map<String, Object> policy = JsonText.parseObject(text).orElseThrow(() -> malformed(where));
        List<Object> statements = statements(policy);
        boolean ofAKnownVersion = policy.get("Version") == null || VERSIONS.contains(policy.get("Version"));
        if (statements.isEmpty() || !ofAKnownVersion) {
            throw malformed(where);
        }
        for (Object each : statements) {
            if (!(each instanceof Map<?, ?> statement)
                    || !EFFECTS.contains(statement.get("Effect"))
                    || !hasOneOf(statement, "Principal", "NotPrincipal")
                    || !hasOneOf(statement, "Action", "NotAction")
                    || !hasOneOf(statement, "Resource", "NotResource")) {
                throw malformed(where);
            }
            checkPrincipals(statement.get("Principal"), where);
            if (!strings(statement.get("Action")).stream().allMatch(TopicPolicy::isOfTopics)) {
                throw TopicException.invalid(where + OUT_OF_SCOPE);
            }
        }
    }

    private static boolean hasOneOf(Map<?, ?> statement, String one, String other) {
        return statement.get(one) == null != (statement.get(other) == null);
    }

    /** They are written as twelve digits of an account, as an ARN in one, or as the id that IAM gave them. */
    private static void checkPrincipals(Object principal, String where) {
        if (principal == null || principal.equals("*")) {
            return;
        }
        if (!(principal instanceof Map<?, ?> byKind) || byKind.isEmpty()) {
            throw malformed(where);
        }
        for (String each : strings(byKind.get("AWS"))) {
            if (!each.equals("*") && !PRINCIPAL.matcher(each).matches()) {
                throw TopicException.invalid(where + "Policy Error: PrincipalNotFound");
            }
        }
    }

    /** Whether an action is one that a topic's policy may speak of, with wildcards or without. */
    private static boolean isOfTopics(String action) {
        String[] parts = action.toLowerCase(Locale.ROOT).split(":", 2);
        if (parts.length < 2) {
            return action.equals("*");
        }
        boolean wildcard = parts[1].indexOf('*') >= 0 || parts[1].indexOf('?') >= 0;
        return parts[0].equals("sns")
                && (wildcard || ACTIONS.stream().anyMatch(known -> known.equalsIgnoreCase(parts[1])));
    }

    private static List<String> strings(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    private static TopicException malformed(String where) {
        return TopicException.invalid(where + "Policy Error: null");
    }

    static String add(Topic topic, String label, List<String> accounts, List<String> actions) {
        Map<String, Object> policy = document(topic);
        List<Object> statements = statements(policy);
        if (statements.stream().anyMatch(each -> isLabelled(each, label))) {
            throw TopicException.invalid("Statement already exists");
        }
        if (!ACTIONS.containsAll(actions)) {
            throw TopicException.invalid(OUT_OF_SCOPE);
        }
        if (!accounts.stream().allMatch(account -> ACCOUNT.matcher(account).matches())) {
            throw TopicException.invalid("A provided account ID is not valid");
        }
        String partition = topic.address().arn().split(":", 3)[1];
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
                oneOrAll(actions.stream().map(action -> "SNS:" + action).toList()));
        statement.put("Resource", topic.address().arn());
        statements.add(statement);
        policy.put("Statement", statements);
        return JsonText.write(policy);
    }

    static String remove(Topic topic, String label) {
        Map<String, Object> policy = document(topic);
        List<Object> statements = statements(policy);
        statements.removeIf(each -> isLabelled(each, label));
        policy.put("Statement", statements);
        return JsonText.write(policy);
    }

    private static Map<String, Object> document(Topic topic) {
        return JsonText.parseObject(of(topic)).orElseThrow(IllegalStateException::new);
    }

    private static List<Object> statements(Map<String, Object> policy) {
        Object statements = policy.get("Statement");
        return statements instanceof List<?> list
                ? new ArrayList<>(list)
                : new ArrayList<>(statements == null ? List.of() : List.of(statements));
    }

    private static boolean isLabelled(Object statement, String label) {
        return statement instanceof Map<?, ?> map && label.equals(map.get("Sid"));
    }

    private static Object oneOrAll(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }

    private static String initial(TopicAddress topic) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", "__default_statement_ID");
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("AWS", "*"));
        statement.put("Action", OWNERS);
        statement.put("Resource", topic.arn());
        statement.put("Condition", Map.of("StringEquals", Map.of("AWS:SourceOwner", topic.account())));
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2008-10-17");
        policy.put("Id", "__default_policy_ID");
        policy.put("Statement", List.of(statement));
        return JsonText.write(policy);
    }
}
