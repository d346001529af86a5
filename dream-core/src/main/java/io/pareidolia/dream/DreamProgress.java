package io.pareidolia.dream;

import io.pareidolia.dream.picture.Picture;
import java.util.function.Supplier;

/**
 * Where a dream stands after a step.
 *
 * @param octave which of the sizes is being dreamed, counted from 1, the smallest first
 * @param octaves how many sizes there are, those left out not counted
 * @param step the step that was just done, counted from 1
 * @param steps how many there are at each size
 * @param objective the objective before that step; in tiles, scaled to the picture's area
 * @param secondsLeft by the speed so far, later octaves weighted by their area
 * @param preview the dream as it is after this step, at its full size, finished as the result will be. Computed when
 *     first asked for, on whatever thread and however late; whoever keeps it keeps this step's pictures in memory
 */
public record DreamProgress(
        int octave, int octaves, int step, int steps, double objective, double secondsLeft, Supplier<Picture> preview) {

    /** How many steps are done in all. */
    public int stepsDone() {
        return (octave - 1) * steps + step;
    }

    /** How many steps there are in all. */
    public int stepsInAll() {
        return octaves * steps;
    }
}
