package io.pareidolia.bot.quota;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How numbers, times and lists stand in sentences for people. */
final class Wording {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "HH:mm 'UTC' 'on' d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int MINUTE = 60;
    private static final int FROM_MINUTES = 5 * MINUTE;
    private static final int SHOWN = 20;

    private Wording() {}

    /** The whole part: nobody is told to have what is only nearly left. */
    static String number(double value) {
        return String.valueOf((long) Math.floor(value + 1e-6));
    }

    /** Seconds, or minutes where they are many. */
    static String seconds(double seconds) {
        return seconds < FROM_MINUTES
                ? Math.round(Math.ceil(seconds)) + " s"
                : Math.round(Math.ceil(seconds / MINUTE)) + " min";
    }

    static String time(Instant moment) {
        return TIME.format(moment);
    }

    static String date(Instant moment) {
        return DATE.format(moment);
    }

    static String list(List<String> names) {
        return names.size() <= SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + " and others";
    }
}
