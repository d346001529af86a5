package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.quota.Turnover;
import io.pareidolia.dream.picture.Picture;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a picture of usage shows. */
class UsageChartTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final int TODAYS = 0xD8;
    private static final int OTHERS = 0x96;

    /** How many pixels of a column have this level of red. */
    private static int high(Picture picture, int x, int red) {
        int high = 0;
        for (int y = 0; y < 284; y++) {
            high += Math.round(picture.planes()[y * picture.width() + x]) == red ? 1 : 0;
        }
        return high;
    }

    private static int middle(int day, int days) {
        return 72 + (int) (668.0 / days * (day + 0.5));
    }

    @Test
    void aDayIsAsHighAsItsMinutesAndStandsAtItsPlace() {
        for (int days : new int[] {7, 30}) {
            Picture picture = UsageChart.of(
                    TODAY,
                    days,
                    List.of(new Turnover.Day(TODAY, 9, 1200), new Turnover.Day(TODAY.minusDays(3), 2, 600)),
                    List.of(new Turnover.Share("1", 11, 1800)));
            assertThat(high(picture, middle(days - 1, days), TODAYS)).isEqualTo(240);
            assertThat(high(picture, middle(days - 4, days), OTHERS)).isEqualTo(120);
            assertThat(high(picture, middle(days - 2, days), OTHERS)).isZero();
        }
    }

    @Test
    void dreamsThatTookNoTimeAreAPictureToo() {
        Picture picture = UsageChart.of(TODAY, 1, List.of(new Turnover.Day(TODAY, 1, 0)), List.of());
        assertThat(high(picture, middle(0, 1), TODAYS)).isZero();
        assertThat(picture.width()).isEqualTo(760);
    }
}
