package io.pareidolia.bot.terminal;

/** Seconds in the words that a person would use: rounded more the more there are. */
public final class TimeLeft {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private TimeLeft() {}

    /** "35 s left", "1 min 20 s left", "2 h 5 min left"; empty for what is no time. */
    static String words(double seconds) {
        String span = span(seconds);
        return span.isEmpty() ? "" : span + " left";
    }

    /** "35 s", "1 min 20 s", "2 h 5 min"; empty for what is no time. */
    public static String span(double seconds) {
        if (!(seconds >= 0 && seconds < 1000.0 * HOUR)) {
            return "";
        }
        long whole = Math.max(1, Math.round(seconds));
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < 10 * MINUTE) {
            long rounded = Math.round(whole / 5.0) * 5;
            return rounded / MINUTE + " min" + (rounded % MINUTE == 0 ? "" : " " + rounded % MINUTE + " s");
        }
        long minutes = Math.round(whole / (double) MINUTE);
        if (minutes < 60) {
            return minutes + " min";
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
