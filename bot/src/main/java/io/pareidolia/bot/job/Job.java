package io.pareidolia.bot.job;

import io.pareidolia.dream.content.ContentRule;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as the store has it.
 *
 * @param received the request
 * @param recipe once it is queued
 * @param cost estimated device-seconds; 0 before it is queued
 * @param filter by which rule its picture may be refused, or its dream hidden
 * @param fence of its latest lease; 0 before the first
 * @param losses how many workers were lost over it
 * @param cancelAsked whoever asked does not want it any more, and its worker is to be told
 * @param progress the latest, while it is dreamed
 * @param sentence why it was refused or failed
 * @param seconds of the device that its dream took
 * @param hidden the content filter suspects its dream: it is shown to nobody who does not want to see it
 * @param keptUntil when its dream is deleted
 * @param changed when it came into its state
 */
public record Job(
        JobId id,
        Received received,
        JobState state,
        Optional<String> recipe,
        double cost,
        int priority,
        ContentRule filter,
        long fence,
        int losses,
        boolean cancelAsked,
        Optional<Progress> progress,
        Optional<String> sentence,
        Optional<Double> seconds,
        boolean hidden,
        Optional<Instant> keptUntil,
        Instant created,
        Instant changed) {}
