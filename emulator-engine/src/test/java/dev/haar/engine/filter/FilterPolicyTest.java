package dev.haar.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apostrophes stand for quotation marks. */
class FilterPolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'amount':[{'numeric':['>=',100]}]} | {'amount':100} | true",
                "{'amount':[{'numeric':['>=',100]}]} | {'amount':99.99} | false",
                "{'amount':[{'numeric':['>',0,'<=',10]}]} | {'amount':0} | false",
                "{'amount':[{'numeric':['>',0,'<=',10]}]} | {'amount':10} | true",
                "{'a':['x',null,true,3]} | {'a':3.0} | true",
                "{'a':['x',null,true,3]} | {'a':null} | true",
                "{'a':['x']} | {'a':['y','x']} | true",
                "{'a':['x'],'b':['y']} | {'a':'x'} | false",
                "{'a':[{'anything-but':['x']}]} | {'a':'x'} | false",
                "{'a':[{'anything-but':['x']}]} | {'b':'y'} | false",
                "{'a':[{'anything-but':{'prefix':'x'}}]} | {'a':'yx'} | true",
                "{'a':[{'suffix':'.png'}]} | {'a':'b.png'} | true",
                "{'a':[{'equals-ignore-case':'TeSt'}]} | {'a':'tEsT'} | true",
                "{'a':[{'wildcard':'a*c'}]} | {'a':'abbc'} | true",
                "{'a':[{'exists':false}]} | {'b':1} | true",
                "{'a':[{'exists':false}]} | {'a':1} | false",
                "{'a':[{'exists':false}]} | {'a':[]} | true",
                "{'a':[{'exists':false}]} | {} | false",
                "{'a':[{'exists':true}]} | {'a':0} | true",
                "{'a':[{'exists':true}]} | {'a':null} | false",
                "{'a':[{'exists':true}]} | {'a':''} | false",
                "{'ip':[{'cidr':'10.0.0.0/24'}]} | {'ip':'10.0.0.255'} | true",
                "{'ip':[{'cidr':'10.0.0.0/24'}]} | {'ip':'10.0.1.0'} | false",
                "{'$or':[{'a':['x']},{'b':['y']}]} | {'b':'y'} | true",
                "{'o':{'a':['x'],'b':['y']}} | {'o':[{'a':'x'},{'b':'y'}]} | false",
                "{'o':{'a':['x'],'b':['y']}} | {'o':[{'a':'x','b':'y'}]} | true"
            })
    void bodyScope_matchesAsDocumented(String policy, String body, boolean wanted) {
        FilterPolicy read = FilterPolicy.parse(policy.replace('\'', '"'), FilterPolicy.Scope.BODY);
        assertThat(read.wants(new FilteredMessage(MessageAttributes.NONE, body.replace('\'', '"'))))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"100,true", "99,false"})
    void attributeScope_comparesNumbers(String amount, boolean wanted) {
        FilterPolicy policy =
                FilterPolicy.parse("{\"amount\":[{\"numeric\":[\">=\",100]}]}", FilterPolicy.Scope.ATTRIBUTES);
        MessageAttributes attributes =
                MessageAttributes.of(List.of(new MessageAttribute("amount", "Number", amount, null)));
        assertThat(policy.wants(new FilteredMessage(attributes, ""))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'k':[{'numeric':['>',3,'<',1]}]} | Bottom must be less than top",
                "{'k':[{'numeric':['>',3,'<',1]}]} | line: 1, column: 31]",
                "{'k':[{'no':1}]} | Unrecognized match type no",
                "{'a':['1'],'b':['1'],'c':['1'],'d':['1'],'e':['1'],'f':['1']} | can not have more than 5 keys",
                "{'k':{'l':['x']}} | does not support nested filter policy"
            })
    void invalidPolicy_isRefused(String policy, String message) {
        assertThatThrownBy(() -> FilterPolicy.parse(policy.replace('\'', '"'), FilterPolicy.Scope.ATTRIBUTES))
                .isInstanceOf(FilterPolicyException.class)
                .hasMessageContaining(message);
    }
}
