package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChannelRangeTest {
    @Test
    void oneChannelSomeAndEveryFew() {
        assertThat(ChannelRange.parse("341").channels()).containsExactly(341);
        assertThat(ChannelRange.parse("0-3").channels()).containsExactly(0, 1, 2, 3);
        assertThat(ChannelRange.parse(" 2-9:3 ").channels()).containsExactly(2, 5, 8);
    }

    @Property
    void aSpreadIsNoMoreThanAskedForAndReadsBack(
            @ForAll @IntRange(min = 1, max = 5000) int channels, @ForAll @IntRange(min = 1, max = 200) int most) {
        ChannelRange spread = ChannelRange.spread(channels, most);
        assertThat(spread.channels()).hasSizeBetween(1, most).startsWith(0).allMatch(channel -> channel < channels);
        assertThat(spread.channels().size() * (long) spread.step()).isGreaterThanOrEqualTo(channels);
        assertThat(ChannelRange.parse(spread.toString())).isEqualTo(spread);
    }
}
