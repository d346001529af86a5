package io.pareidolia.bot.job;

import java.util.List;

/**
 * What a front has to tell: the dream of a job that is {@code ANSWERING}, or the sentence of one that was refused or
 * has failed.
 *
 * @param job as it is now
 * @param outputs the dream, without what is kept beside it; empty for a sentence
 * @param attempt counts the tries from 1
 * @param unsure whether an earlier try may have arrived: ask {@link Front#arrived} first
 */
public record Answer(Job job, List<JobPicture> outputs, int attempt, boolean unsure) {
    public Answer {
        outputs = List.copyOf(outputs);
    }

    /** The same at every try, and for no other answer. */
    public String key() {
        return job.id().text();
    }
}
