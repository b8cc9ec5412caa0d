package dev.haar.core.state.h2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompanyTest {
    private final Company company = new Company();

    @Test
    void aloneAtFirst_nobodyIsWaitedFor() {
        assertThat(company.isWorthWaitingFor(1)).isFalse();
        company.served(1);
        assertThat(company.isWorthWaitingFor(1)).isFalse();
    }

    @Test
    void asManyAsLastTime_areWorthTheWait_andEnough() {
        company.served(8);
        assertThat(company.isWorthWaitingFor(7)).isTrue();
        assertThat(company.isWorthWaitingFor(8)).isFalse();
        assertThat(company.enough()).isEqualTo(8);
    }

    @Test
    void aShortGroup_lowersWhatIsExpected_byAndBy() {
        company.served(16);
        company.served(8);
        assertThat(company.enough()).isBetween(9, 15);
        for (int group = 0; group < 14; group++) {
            company.served(1);
        }
        assertThat(company.isWorthWaitingFor(2)).isFalse();
    }

    @Test
    void nowAndThen_itIsFoundOutHowManyThereAre() {
        int looks = 0;
        for (int group = 0; group < 64; group++) {
            if (company.isWorthWaitingFor(1)) {
                looks++;
                assertThat(company.enough()).isEqualTo(Integer.MAX_VALUE);
            }
            company.served(1);
        }
        assertThat(looks).isEqualTo(4);
    }
}
