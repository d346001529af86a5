package io.pareidolia.bot.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class ExperienceTest {
    @Property
    void findsWhatEveryDreamNeedsAndWhatItsCostAdds(
            @ForAll @DoubleRange(max = 10) double before, @ForAll @DoubleRange(min = 0.1, max = 10) double perCost) {
        List<Experience.Dreamed> latest = new ArrayList<>();
        for (int cost = 1; cost <= 20; cost++) {
            latest.add(new Experience.Dreamed(cost, before + perCost * cost));
        }
        assertThat(Experience.of(latest).seconds(30)).isCloseTo(before + perCost * 30, within(1e-6));
    }

    @Test
    void fewDreamsSayNothing() {
        assertThat(Experience.of(List.of(new Experience.Dreamed(1, 9)))).isEqualTo(Experience.NONE);
    }

    @Test
    void equalCostsGiveTheirMean() {
        List<Experience.Dreamed> latest = new ArrayList<>();
        for (int seconds = 8; seconds <= 12; seconds++) {
            latest.add(new Experience.Dreamed(5, seconds));
        }
        assertThat(Experience.of(latest)).isEqualTo(new Experience(0, 2));
    }

    @Test
    void neitherPartIsBelowZero() {
        List<Experience.Dreamed> latest = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            latest.add(new Experience.Dreamed(i, i * i));
        }
        assertThat(Experience.of(latest).before()).isZero();
        List<Experience.Dreamed> odd = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            odd.add(new Experience.Dreamed(i, 11 - i));
        }
        assertThat(Experience.of(odd)).isEqualTo(new Experience(5.5, 0));
    }
}
