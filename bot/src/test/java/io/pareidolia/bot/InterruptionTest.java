package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private static final int SIGTERM = 15;

    private final Interruption interruption = new Interruption();

    @Test
    void workThatEndsByItselfIsNotHurried() {
        boolean[] hurried = {false};
        interruption.hurryWith(() -> hurried[0] = true);
        CountDownLatch done = new CountDownLatch(1);
        done.countDown();
        assertThat(interruption.asked()).isFalse();
        assertThat(interruption.exitCode(1)).isEqualTo(1);
        interruption.told(SIGTERM, done);
        assertThat(interruption.asked()).isTrue();
        assertThat(interruption.exitCode(1)).isEqualTo(143);
        assertThat(hurried[0]).isFalse();
    }

    @Test
    void workThatTakesTooLongIsHurriedUntilItEnds() {
        CountDownLatch done = new CountDownLatch(2);
        interruption.hurryWith(done::countDown);
        interruption.told(SIGTERM, done);
        assertThat(done.getCount()).isZero();
    }

    @Test
    void workIsDoneAndItsResultGivenBack() {
        assertThat(interruption.<String>during(() -> "done")).isEqualTo("done");
        assertThat(interruption.asked()).isFalse();
    }
}
