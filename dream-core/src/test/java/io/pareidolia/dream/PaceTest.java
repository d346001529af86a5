package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void theRestTakesAsLongForItsWorkAsWhatIsDone() {
        long[] clock = {5_000_000_000L};
        Pace pace = new Pace(100, () -> clock[0]);
        clock[0] += 2_000_000_000L;
        pace.did(20);
        assertThat(pace.secondsLeft()).isEqualTo(8);
        clock[0] += 1_000_000_000L;
        pace.did(80);
        assertThat(pace.secondsLeft()).isZero();
    }
}
