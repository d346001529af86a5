package io.pareidolia.bot.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts that are written as a whole number with a unit behind it, such as {@code 30 s} or {@code 20 GB}. Each unit
 * holds a whole number of those before it.
 *
 * @param kind what is measured, with its article
 * @param units from the smallest, of which amounts are counted, to the largest
 * @param value from an amount
 * @param amount of a value
 */
record Measure<T>(String kind, List<Unit> units, LongFunction<T> value, ToLongFunction<T> amount) {
    /**
     * One unit.
     *
     * @param size how many of the smallest it is
     */
    record Unit(String name, long size) {}

    /** Times, counted in milliseconds. */
    static final Measure<Duration> TIME = new Measure<>(
            "a time",
            List.of(
                    new Unit("ms", 1),
                    new Unit("s", 1_000),
                    new Unit("min", 60_000),
                    new Unit("h", 3_600_000),
                    new Unit("d", 86_400_000)),
            Duration::ofMillis,
            Duration::toMillis);

    /** Sizes in memory and on disks, counted in bytes; a kB is a thousand of them. */
    static final Measure<Long> BYTES = new Measure<>(
            "a size",
            List.of(
                    new Unit("B", 1),
                    new Unit("kB", 1_000),
                    new Unit("MB", 1_000_000),
                    new Unit("GB", 1_000_000_000),
                    new Unit("TB", 1_000_000_000_000L)),
            bytes -> bytes,
            bytes -> bytes);

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18}) ?([a-zA-Z]+)");

    Measure {
        units = List.copyOf(units);
    }

    /** How many of the smallest unit {@code text} says, or empty if it says no amount, or one beyond a long. */
    Optional<Long> read(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return units.stream()
                .filter(unit -> unit.name().equalsIgnoreCase(matcher.group(2)))
                .filter(unit -> number <= Long.MAX_VALUE / unit.size())
                .map(unit -> number * unit.size())
                .findFirst();
    }

    /** The text with the largest unit that leaves a whole number. */
    String write(long smallest) {
        Unit best = units.get(0);
        for (Unit unit : units) {
            if (smallest >= unit.size() && smallest % unit.size() == 0) {
                best = unit;
            }
        }
        return smallest / best.size() + " " + best.name();
    }
}
