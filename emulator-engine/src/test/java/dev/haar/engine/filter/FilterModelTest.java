package dev.haar.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.filter.FilterPolicy.Scope;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Policies and messages over few keys and values, so that they often meet. */
class FilterModelTest {
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void policy_agreesWithTheGuide_onBodies(
            @ForAll("bodyPolicies") Map<String, Object> policy, @ForAll("bodies") Map<String, Object> body) {
        assertThat(FilterPolicy.parse(JsonText.write(policy), Scope.BODY).wants(message(body)))
                .isEqualTo(ReferenceFilter.wants(policy, body));
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void policy_agreesWithTheGuide_onAttributes(
            @ForAll("flatPolicies") Map<String, Object> policy, @ForAll("attributes") Map<String, Object> attributes) {
        FilterPolicy read = FilterPolicy.parse(JsonText.write(policy), Scope.ATTRIBUTES);
        assertThat(read.wants(new FilteredMessage(attributes(attributes), "")))
                .isEqualTo(ReferenceFilter.wants(policy, attributes));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void index_findsWhatEachPolicyWants_alsoAfterChanges(
            @ForAll("manyPolicies") List<Map<String, Object>> policies,
            @ForAll("bodies") Map<String, Object> body,
            @ForAll("attributes") Map<String, Object> attributes) {
        FilterIndex<String> index = new FilterIndex<>();
        Map<String, FilterPolicy> all = new HashMap<>();
        // Ids come again: policies are replaced, every third is removed.
        for (int i = 0; i < policies.size(); i++) {
            String id = "s" + i % 7;
            String text = JsonText.write(policies.get(i));
            FilterPolicy policy = FilterPolicy.parse(text, text.contains("/") ? Scope.BODY : Scope.ATTRIBUTES);
            index.put(id, id, policy);
            all.put(id, policy);
            if (i % 3 == 2) {
                index.remove("s" + i % 5);
                all.remove("s" + i % 5);
            }
        }
        FilteredMessage message = new FilteredMessage(attributes(attributes), JsonText.write(body));
        assertThat(index.find(message))
                .containsExactlyInAnyOrderElementsOf(all.keySet().stream()
                        .filter(id -> all.get(id).wants(message))
                        .toList());
        all.keySet().forEach(index::remove);
        assertThat(index.asked(message)).isZero();
    }

    @Provide
    Arbitrary<Map<String, Object>> bodies() {
        Arbitrary<Object> inner = object(List.of("p/", "q/"), plain()).map(map -> (Object) map);
        Arbitrary<Object> value = Arbitraries.oneOf(plain(), inner, inner, array(Arbitraries.oneOf(plain(), inner)));
        return object(List.of("a", "b", "c", "d", "n/", "m/"), value);
    }

    @Provide
    Arbitrary<Map<String, Object>> attributes() {
        Arbitrary<Object> single = plain().filter(value -> value instanceof String || value instanceof BigDecimal);
        return object(List.of("a", "b", "c", "d"), Arbitraries.oneOf(single, array(plain())));
    }

    @Provide
    Arbitrary<Map<String, Object>> flatPolicies() {
        return withBranches(object(List.of("a", "b"), leaf()), object(List.of("c", "d"), leaf()))
                .filter(FilterModelTest::isValid);
    }

    /** Keys with a stroke are objects in messages, sometimes. */
    @Provide
    Arbitrary<Map<String, Object>> bodyPolicies() {
        Arbitrary<Object> nested = withBranches(object(List.of("p/"), leaf()), object(List.of("q/"), leaf()))
                .map(map -> (Object) map);
        return Combinators.combine(flatPolicies(), nested, Arbitraries.of("n/", "m/"))
                .as((flat, inner, key) -> {
                    Map<String, Object> policy = new LinkedHashMap<>(flat);
                    policy.put(key, inner);
                    return policy;
                })
                .filter(FilterModelTest::isValid);
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> manyPolicies() {
        return Arbitraries.oneOf(flatPolicies(), bodyPolicies()).list().ofMaxSize(25);
    }

    private static boolean isValid(Map<String, Object> policy) {
        try {
            FilterPolicy.parse(JsonText.write(policy), Scope.BODY);
            return true;
        } catch (FilterPolicyException e) {
            return false;
        }
    }

    /** Some with two branches. */
    private static Arbitrary<Map<String, Object>> withBranches(
            Arbitrary<Map<String, Object>> common, Arbitrary<Map<String, Object>> branch) {
        return Combinators.combine(
                        common.filter(map -> !map.isEmpty()), branch, branch, Arbitraries.of(true, false, false))
                .as((map, one, other, branched) -> {
                    Map<String, Object> policy = new LinkedHashMap<>(map);
                    if (branched && !one.isEmpty() && !other.isEmpty()) {
                        policy.put("$or", List.of(one, other));
                    }
                    return policy;
                });
    }

    private static Arbitrary<Map<String, Object>> object(List<String> keys, Arbitrary<Object> value) {
        return Arbitraries.maps(Arbitraries.of(keys), value).ofMaxSize(3).map(map -> new LinkedHashMap<>(map));
    }

    private static Arbitrary<Object> array(Arbitrary<Object> element) {
        return element.injectNull(0).list().ofMaxSize(3).map(list -> (Object) new ArrayList<>(list));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of("", "a", "A", "ab", "abc", "ba", "aab", "10.0.0.1", "10.0.1.7");
    }

    private static Arbitrary<BigDecimal> numbers() {
        return Arbitraries.of("-1", "0", "0.5", "1", "1.0", "1E0", "2", "10").map(BigDecimal::new);
    }

    private static Arbitrary<Object> plain() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                numbers().map(number -> (Object) number),
                Arbitraries.of(true, false),
                Arbitraries.<Object>of("a", "b").injectNull(0.5));
    }

    private static Arbitrary<Object> leaf() {
        return Arbitraries.oneOf(plain(), operator())
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(list -> (Object) new ArrayList<>(list));
    }

    private static Arbitrary<Object> operator() {
        Arbitrary<String> stars = Arbitraries.of("a*", "*b", "a*b", "*a*", "*", "ab");
        Arbitrary<Object> excluded = Arbitraries.oneOf(texts(), numbers());
        return Arbitraries.oneOf(
                named("exists", Arbitraries.of(true, false)),
                named("prefix", texts()),
                named("suffix", texts()),
                named("equals-ignore-case", texts()),
                named("wildcard", stars),
                named("cidr", Arbitraries.of("10.0.0.0/24", "10.0.0.0/16", "0.0.0.0/0")),
                named("numeric", comparison()),
                named("anything-but", excluded),
                named("anything-but", excluded.list().ofMinSize(1).ofMaxSize(2)),
                named("anything-but", named("prefix", texts())),
                named("anything-but", named("suffix", texts())),
                named("anything-but", named("equals-ignore-case", texts())),
                named("anything-but", named("wildcard", stars)));
    }

    private static Arbitrary<Object> comparison() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of("=", "<", "<=", ">", ">="), numbers())
                        .as((sign, number) -> List.of(sign, number)),
                Combinators.combine(Arbitraries.of(">", ">="), numbers(), Arbitraries.of("<", "<="), numbers())
                        .filter((low, bottom, high, top) -> bottom.compareTo(top) < 0)
                        .as((low, bottom, high, top) -> List.of(low, bottom, high, top)));
    }

    private static Arbitrary<Object> named(String name, Arbitrary<?> operand) {
        return operand.map(value -> Map.of(name, value));
    }

    private static FilteredMessage message(Map<String, Object> body) {
        return new FilteredMessage(MessageAttributes.NONE, JsonText.write(body));
    }

    private static MessageAttributes attributes(Map<String, Object> values) {
        List<MessageAttribute> attributes = new ArrayList<>();
        values.forEach((name, value) -> attributes.add(new MessageAttribute(
                name,
                value instanceof List ? "String.Array" : value instanceof BigDecimal ? "Number" : "String",
                value instanceof List ? JsonText.write(value) : value.toString(),
                null)));
        return MessageAttributes.of(attributes);
    }
}
