package io.pareidolia.bot.lobby;

import org.jspecify.annotations.Nullable;

/**
 * A dream as whoever has its id may see it: neither the original nor who asked.
 *
 * @param state as {@link io.pareidolia.bot.job.JobState#word} has it
 * @param place 1 for the next; 0 while it is dreamed; null if it does not wait or nobody can say
 * @param eta seconds until the dream is there; null likewise
 * @param progress from 0 to 1, once it is dreamed
 * @param recipe complete, once it is queued
 * @param picture where the dream is to be had, once it is answered and as long as it is kept
 * @param keptUntil when the picture is deleted, by ISO 8601
 * @param hidden the content filter suspects the picture: it is shown to nobody who does not want to see it
 * @param sentence why it was refused, failed or ended
 */
public record DreamView(
        String state,
        @Nullable Integer place,
        @Nullable Long eta,
        @Nullable Double progress,
        @Nullable String recipe,
        @Nullable String picture,
        @Nullable String keptUntil,
        boolean hidden,
        @Nullable String sentence) {}
