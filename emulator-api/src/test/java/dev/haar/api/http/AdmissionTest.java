package dev.haar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(100);
    private final List<String> entered = new ArrayList<>();

    private boolean enter(String name, long bytes) {
        return admission.enter(bytes, () -> entered.add(name));
    }

    @Test
    void requestsWait_whenThereIsNoRoom_andComeInInTheirOrder() {
        assertThat(enter("a", 60)).isTrue();
        assertThat(enter("b", 40)).isTrue();
        assertThat(enter("c", 50)).isFalse();
        assertThat(enter("d", 10)).isFalse();
        admission.leave(40);
        assertThat(entered).isEmpty();
        admission.leave(60);
        assertThat(entered).containsExactly("c", "d");
        assertThat(enter("e", 40)).isTrue();
        assertThat(enter("f", 1)).isFalse();
    }

    @Test
    void requestLongerThanTheBudget_comesInAlone() {
        assertThat(enter("a", 1)).isTrue();
        assertThat(enter("long", 1000)).isFalse();
        admission.leave(1);
        assertThat(entered).containsExactly("long");
        assertThat(enter("b", 1)).isFalse();
        admission.leave(1000);
        assertThat(entered).containsExactly("long", "b");
    }
}
