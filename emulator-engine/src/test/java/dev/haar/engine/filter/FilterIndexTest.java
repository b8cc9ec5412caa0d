package dev.haar.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.filter.FilterPolicy.Scope;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apostrophes stand for quotation marks, # for a policy's number. */
class FilterIndexTest {
    private static final int MANY = 10_000;

    private static FilterIndex<Integer> index(Scope scope, IntFunction<String> policy) {
        FilterIndex<Integer> index = new FilterIndex<>();
        for (int i = 0; i < MANY; i++) {
            index.put(Integer.toString(i), i, FilterPolicy.parse(policy.apply(i).replace('\'', '"'), scope));
        }
        return index;
    }

    private static FilteredMessage body(String text) {
        return new FilteredMessage(MessageAttributes.NONE, text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':['#']} | {'id':'77'} | 1",
                "{'id':[#]} | {'id':77.0} | 1",
                "{'kind':['order'],'id':['#']} | {'kind':'order','id':'77'} | 1",
                "{'id':['#'],'kind':['order']} | {'kind':'order','id':'77'} | 1",
                "{'id':[{'equals-ignore-case':'X#'}]} | {'id':'x77'} | 1",
                "{'id':[{'prefix':'#-'}]} | {'id':'77-1'} | 1",
                "{'id':[{'suffix':'-#'}]} | {'id':'1-77'} | 1",
                "{'id':[{'wildcard':'#-*-x'}]} | {'id':'77-1-x'} | 1",
                "{'amount':[{'numeric':['>=',#]}]} | {'amount':9} | 10",
                "{'amount':[{'numeric':['<',#]}]} | {'amount':9989} | 10",
                "{'amount':[{'numeric':['=',#]}]} | {'amount':7} | 1",
                "{'no#':[{'exists':false}],'id':['#']} | {'id':'77'} | 1",
                "{'has#':[{'exists':true}]} | {'has77':1} | 1",
                "{'has#':[{'anything-but':'x'}]} | {'has77':1} | 1",
                "{'$or':[{'id':['#']},{'other':['#']}]} | {'id':'77','other':'78'} | 2",
                "{'o':{'p':{'id':['#']}}} | {'o':[{'p':{'id':'77'}},{'p':[{'id':'78'}]}]} | 2"
            })
    void index_asksOnlyThosePoliciesThatMayWantIt(String policy, String message, int wanted) {
        FilterIndex<Integer> index = index(Scope.BODY, i -> policy.replace("#", Integer.toString(i)));
        assertThat(index.find(body(message))).hasSize(wanted);
        // One was there before it was known how common the other value is.
        assertThat(index.asked(body(message))).isBetween(wanted, wanted + 1);
    }

    @Test
    void missingKeys_areFoundAmongTenThousand() {
        FilterIndex<Integer> index = index(Scope.BODY, i -> "{'k" + i + "':[{'exists':false}]}");
        String allButTen =
                IntStream.range(10, MANY).mapToObj(i -> "'k" + i + "':1").collect(Collectors.joining(",", "{", "}"));
        assertThat(index.find(body(allButTen)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(index.asked(body(allButTen))).isEqualTo(10);
        assertThat(index.find(body("{'other':1}"))).hasSize(MANY);
        assertThat(index.find(body("{}")))
                .as("AWS's guide: there must be something")
                .isEmpty();
    }

    @Test
    void ranges_goWithTheirPolicies() {
        FilterIndex<Integer> index =
                index(Scope.ATTRIBUTES, i -> "{'amount':[{'numeric':['>'," + i + ",'<='," + (i + 3) + "]}]}");
        FilteredMessage message = new FilteredMessage(
                MessageAttributes.of(List.of(new MessageAttribute("amount", "Number", "500", null))), "");
        assertThat(index.find(message)).containsExactlyInAnyOrder(497, 498, 499);
        for (int i = 0; i < MANY; i += 2) {
            index.remove(Integer.toString(i));
        }
        assertThat(index.find(message)).containsExactlyInAnyOrder(497, 499);
        assertThat(index.asked(message)).isEqualTo(2);
        assertThat(index.size()).isEqualTo(MANY / 2);
    }

    @Test
    void scopes_areApart() {
        FilterIndex<String> index = new FilterIndex<>();
        index.put("1", "by body", FilterPolicy.parse("{\"a\":[\"x\"]}", Scope.BODY));
        index.put("2", "by attribute", FilterPolicy.parse("{\"a\":[\"x\"]}", Scope.ATTRIBUTES));
        assertThat(index.find(body("{'a':'x'}"))).containsExactly("by body");
        assertThat(index.find(body("no object"))).isEmpty();
        index.put("1", "by body", FilterPolicy.parse("{\"a\":[\"y\"]}", Scope.BODY));
        assertThat(index.find(body("{'a':'x'}"))).isEmpty();
    }
}
