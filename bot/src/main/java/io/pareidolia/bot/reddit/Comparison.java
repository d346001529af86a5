package io.pareidolia.bot.reddit;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition as AutoModerator writes it: {@code > 7 days}, {@code < 10}. Of times, the number is in seconds.
 *
 * @param sign one of {@code > < >= <=}
 */
record Comparison(String sign, long number) {
    private static final Pattern SHAPE =
            Pattern.compile("([<>]=?)\\s*(-?[0-9]{1,9})\\s*([a-z]{0,10})", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Duration> UNITS = Map.of(
            "", Duration.ofDays(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30),
            "year", Duration.ofDays(365));

    /** Of a number of points. */
    static Optional<Comparison> ofPoints(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        return matcher.matches() && matcher.group(3).isEmpty()
                ? Optional.of(new Comparison(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Of a time; days, where no unit is said. */
    static Optional<Comparison> ofTime(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches() || matcher.group(2).startsWith("-")) {
            return Optional.empty();
        }
        String unit = matcher.group(3).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(UNITS.get(unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit))
                .filter(length -> !unit.equals("s"))
                .map(length -> new Comparison(matcher.group(1), length.toSeconds() * Long.parseLong(matcher.group(2))));
    }

    boolean holds(long value) {
        return switch (sign) {
            case ">" -> value > number;
            case "<" -> value < number;
            case ">=" -> value >= number;
            default -> value <= number;
        };
    }
}
