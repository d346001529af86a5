package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
    private long clock = 5_000_000_000L;

    private void passed(double seconds) {
        clock += Math.round(seconds * 1e9);
    }

    private Pace pace(long all, int sizes, double expected) {
        return new Pace(all, sizes, expected, () -> clock);
    }

    @Test
    void theRestTakesAsLongForItsWorkAsWhatIsDone() {
        Pace pace = pace(100, 0, 1);
        passed(2);
        pace.did(20, false);
        assertThat(pace.secondsLeft()).isCloseTo(8, within(1e-9));
        passed(1);
        pace.did(80, false);
        assertThat(pace.secondsLeft()).isZero();
    }

    @Test
    void whatABeginningTakesIsNotTakenForTheSpeed() {
        Pace pace = pace(110, 2, 11);
        passed(3.1);
        pace.did(10, true);
        // the expected speed is 0.1 a unit, so that the beginning took 2.1 more
        assertThat(pace.secondsLeft()).isCloseTo(10 + 2.1, within(1e-9));
        passed(2);
        pace.did(10, false);
        // now it is known to be 0.2, and the beginning took 1.1
        assertThat(pace.secondsLeft()).isCloseTo(90 * 0.2 + 1.1, within(1e-9));
        passed(11);
        pace.did(50, true);
        assertThat(pace.secondsLeft()).isCloseTo(40 * 0.2, within(1e-9));
    }

    @Test
    void aBeginningThatWasFasterThanExpectedIsBelieved() {
        Pace pace = pace(100, 1, 1000);
        passed(1);
        pace.did(10, true);
        assertThat(pace.secondsLeft()).isCloseTo(9, within(1e-9));
    }
}
