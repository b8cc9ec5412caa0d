package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
            "Publish",
            "Receive");

    private TopicPolicy() {}

    /** The policy in force. */
    public static String of(Topic topic) {
        return topic.attributes().getOrDefault("Policy", initial(topic.address()));
    }

    static String add(Topic topic, String label, List<String> accounts, List<String> actions) {
        Map<String, Object> policy = document(topic);
        List<Object> statements = statements(policy);
        if (statements.stream().anyMatch(each -> isLabelled(each, label))) {
            throw TopicException.invalid("Statement already exists");
        }
        if (!ACTIONS.containsAll(actions)) {
            throw TopicException.invalid("Policy statement action out of service scope!");
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
