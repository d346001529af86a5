package io.pareidolia.bot.quota;

import java.time.LocalDate;
import java.util.List;

/** What was dreamed for a scope, as it is kept. */
public interface Turnover {
    /**
     * A day in UTC.
     *
     * @param seconds of the device
     */
    record Day(LocalDate date, int jobs, double seconds) {}

    /** What a member had. */
    record Share(String member, int jobs, double seconds) {}

    /** What a community had. */
    record Total(Scope community, int jobs, double seconds) {}

    /** The latest days on which there was something, the latest first; today is one of {@code days}. */
    List<Day> days(Scope community, int days);

    /** Who had most of the device in these days, the first first. */
    List<Share> members(Scope community, int days, int most);

    /** The communities of a platform by what they had of the device in these days, the first first. */
    List<Total> communities(String front, int days, int most);
}
