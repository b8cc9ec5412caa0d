package dev.haar.servicediscovery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class AttributeMapTest {
    private final Map<String, String> given = new LinkedHashMap<>();

    AttributeMapTest() {
        given.put("stage", "prod");
        given.put("AWS_INSTANCE_PORT", "8080");
        given.put("AWS_INSTANCE_IPV4", "10.0.0.1");
    }

    @Test
    void isTheMapThatWasGivenInTheOrderOfItsNames() {
        AttributeMap attributes = AttributeMap.of(given);

        assertThat(attributes).isEqualTo(given).hasSameHashCodeAs(given).hasSize(3);
        assertThat(attributes.keySet()).containsExactly("AWS_INSTANCE_IPV4", "AWS_INSTANCE_PORT", "stage");
        assertThat(attributes.get("AWS_INSTANCE_PORT")).isEqualTo("8080");
        assertThat(attributes.get("prod")).isNull();
    }

    @Test
    void doesNotChangeWithTheMapThatWasGivenNorByItself() {
        AttributeMap attributes = AttributeMap.of(given);
        given.clear();

        assertThat(attributes).containsEntry("stage", "prod");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> attributes.put("a", "b"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(attributes::clear);
    }

    @Test
    void endsAfterTheLast() {
        Iterator<String> names = AttributeMap.of(given).keySet().iterator();
        names.next();
        names.next();
        names.next();

        assertThat(names.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(names::next);
    }
}
