package dev.haar.engine.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What AWS's guide says of filter policies, without any care for speed: a message is taken apart into every reading that its
 * arrays of objects allow, and a policy, as it is written, holds if it holds in one of them.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
 */
final class ReferenceFilter {
    private ReferenceFilter() {}

    static boolean wants(Map<String, Object> policy, Map<String, Object> message) {
        return !message.isEmpty() && readings(message, "").stream().anyMatch(reading -> holds(policy, "", reading));
    }

    /** The plain values by path, once for each choice of one object from every array. */
    private static List<Map<String, List<Object>>> readings(Map<?, ?> object, String path) {
        List<Map<String, List<Object>>> all = List.of(Map.of());
        for (Map.Entry<?, ?> member : object.entrySet()) {
            String under = path + "/" + member.getKey();
            List<Object> plain = new ArrayList<>();
            List<Map<?, ?>> choices = new ArrayList<>();
            takeApart(member.getValue(), plain, choices);
            List<Map<String, List<Object>>> combined = new ArrayList<>();
            for (Map<?, ?> choice : choices) {
                for (Map<String, List<Object>> inner : readings(choice, under)) {
                    for (Map<String, List<Object>> outer : all) {
                        Map<String, List<Object>> both = new HashMap<>(outer);
                        both.putAll(inner);
                        both.put(under, plain);
                        combined.add(both);
                    }
                }
            }
            all = combined;
        }
        return all;
    }

    /** What is no object has no members, and so can be chosen where members must be missing. */
    private static void takeApart(Object value, List<Object> plain, List<Map<?, ?>> choices) {
        if (value instanceof Map<?, ?> object) {
            choices.add(object);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            list.forEach(each -> takeApart(each, plain, choices));
        } else {
            choices.add(Map.of());
            if (!(value instanceof List<?>)) {
                plain.add(value);
            }
        }
    }

    private static boolean holds(Map<?, ?> policy, String path, Map<String, List<Object>> reading) {
        return policy.entrySet().stream().allMatch(member -> {
            Object value = member.getValue();
            if (member.getKey().equals("$or")) {
                return ((List<?>) value).stream().anyMatch(branch -> holds((Map<?, ?>) branch, path, reading));
            }
            String under = path + "/" + member.getKey();
            if (value instanceof Map<?, ?> nested) {
                return holds(nested, under, reading);
            }
            List<Object> values = reading.getOrDefault(under, List.of());
            return ((List<?>) value).stream().anyMatch(condition -> holds(condition, values));
        });
    }

    private static boolean holds(Object condition, List<Object> values) {
        if (condition instanceof Map<?, ?> operator && Boolean.FALSE.equals(operator.get("exists"))) {
            return values.isEmpty();
        }
        return values.stream().anyMatch(value -> accepts(condition, value));
    }

    private static boolean accepts(Object condition, Object value) {
        if (!(condition instanceof Map<?, ?> operator)) {
            return same(condition, value);
        }
        String name = (String) operator.keySet().iterator().next();
        Object operand = operator.get(name);
        return switch (name) {
            case "exists" -> value != null && !value.equals("");
            case "prefix" -> value instanceof String text && text.startsWith((String) operand);
            case "suffix" -> value instanceof String text && text.endsWith((String) operand);
            case "equals-ignore-case" -> value instanceof String text && text.equalsIgnoreCase((String) operand);
            case "wildcard" -> value instanceof String text && glob((String) operand, text);
            case "cidr" -> value instanceof String text && within((String) operand, text);
            case "numeric" -> value instanceof BigDecimal number && compares((List<?>) operand, number);
            case "anything-but" -> {
                List<?> excluded = operand instanceof List<?> list ? list : List.of(operand);
                yield excluded.stream().noneMatch(each -> accepts(each, value));
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static boolean same(Object one, Object other) {
        return one instanceof BigDecimal left && other instanceof BigDecimal right
                ? left.compareTo(right) == 0
                : String.valueOf(one).equals(String.valueOf(other))
                        && (one == null) == (other == null)
                        && (one == null || one.getClass() == other.getClass());
    }

    private static boolean glob(String stars, String text) {
        if (stars.isEmpty()) {
            return text.isEmpty();
        }
        if (stars.charAt(0) == '*') {
            return glob(stars.substring(1), text) || !text.isEmpty() && glob(stars, text.substring(1));
        }
        return !text.isEmpty() && text.charAt(0) == stars.charAt(0) && glob(stars.substring(1), text.substring(1));
    }

    private static boolean within(String block, String address) {
        String[] parts = block.split("/");
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return false;
        }
        int width = Integer.parseInt(parts[1]);
        return bits(parts[0]).substring(0, width).equals(bits(address).substring(0, width));
    }

    private static String bits(String address) {
        StringBuilder bits = new StringBuilder();
        for (String part : address.split("\\.")) {
            bits.append(String.format(Locale.ROOT, "%8s", Integer.toBinaryString(Integer.parseInt(part)))
                    .replace(' ', '0'));
        }
        return bits.toString();
    }

    private static boolean compares(List<?> expression, BigDecimal number) {
        for (int i = 0; i < expression.size(); i += 2) {
            int order = number.compareTo((BigDecimal) expression.get(i + 1));
            boolean holds = switch ((String) expression.get(i)) {
                case "=" -> order == 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
