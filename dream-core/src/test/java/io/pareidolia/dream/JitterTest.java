package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JitterTest {
    /** Vigna's splitmix64.c, seed 1234567: what recipe=1 means must not change with the JDK. */
    @Test
    void theJdkStillHasTheGeneratorOfRecipeOne() {
        SplittableRandom random = new SplittableRandom(1_234_567);
        assertThat(IntStream.range(0, 5).mapToObj(i -> Long.toUnsignedString(random.nextLong())))
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
    }

    @Test
    void theOffsetsOfRecipeOneAreThese() {
        Jitter jitter = new Jitter(1_234_567, 32);
        // each of the outputs above, divided by 2^64, times 65, rounded down, minus 32
        assertThat(IntStream.range(0, 5).map(i -> jitter.next())).containsExactly(-10, -21, 2, -16, 25);
    }

    @Test
    void everyOffsetUpToTheFurthestOccursAboutEquallyOften() {
        Jitter jitter = new Jitter(3, 4);
        int[] counts = new int[9];
        for (int i = 0; i < 9000; i++) {
            counts[jitter.next() + 4]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(850, 1150);
        }
    }

    @Test
    void noJitterIsNoOffset() {
        Jitter jitter = new Jitter(3, 0);
        assertThat(IntStream.range(0, 20).map(i -> jitter.next())).containsOnly(0);
    }
}
