package io.pareidolia.bot.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
    @Property(tries = 100)
    void eachWaitIsUpToTwiceTheOneBefore(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5_000) int first,
            @ForAll @IntRange(min = 1, max = 50) int times) {
        Duration longest = Duration.ofMillis(20L * first);
        Backoff backoff = new Backoff(Duration.ofMillis(first), longest, new Random(seed));
        Duration most = Duration.ofMillis(first);
        for (int failed = 1; failed <= times; failed++) {
            assertThat(backoff.after(failed)).isBetween(Duration.ofMillis(most.toMillis() / 2), most);
            most = most.multipliedBy(2).compareTo(longest) < 0 ? most.multipliedBy(2) : longest;
        }
    }
}
