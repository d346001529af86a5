package io.pareidolia.bot;

import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Channels of a layer as a person says them: {@code 0-63}, {@code 0-767:12} (every twelfth) or {@code 341}.
 *
 * @param first the lowest number, from 0
 * @param last the highest that may be among them
 * @param step from one to the next, 1 or more
 */
record ChannelRange(int first, int last, int step) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?(?::(\\d{1,6}))?");

    /** Reads what was typed. */
    static ChannelRange parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw DreamException.input("\"" + text + "\" are no channels: write them as in --channels 0-63, or"
                    + " --channels 0-767:12 for every twelfth.");
        }
        int first = Integer.parseInt(parts.group(1));
        int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
        int step = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
        if (last < first || step < 1) {
            throw DreamException.input(
                    "\"" + text + "\" are no channels: the lower number comes first, and the step is 1 or more.");
        }
        return new ChannelRange(first, last, step);
    }

    /** All {@code channels} of a layer, or as many of them, evenly spread, as {@code most} allows. */
    static ChannelRange spread(int channels, int most) {
        return new ChannelRange(0, channels - 1, (channels + most - 1) / most);
    }

    /** The numbers. */
    List<Integer> channels() {
        return IntStream.iterate(first, channel -> channel <= last, channel -> channel + step)
                .boxed()
                .toList();
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        return first + "-" + last + (step == 1 ? "" : ":" + step);
    }
}
