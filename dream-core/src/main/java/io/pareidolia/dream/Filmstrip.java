package io.pareidolia.dream;

import io.pareidolia.dream.picture.ContactSheet;
import io.pareidolia.dream.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps some of the pictures that a dream goes through: the original, then deeper and deeper, the finished dream last.
 * It listens in front of another listener.
 */
public final class Filmstrip implements DreamListener {
    private final Picture original;
    private final int count;
    private final int longest;
    private final DreamListener next;
    private final List<Frame> frames = new ArrayList<>();

    /**
     * One picture of the strip.
     *
     * @param label a few words: "original", "octave 2, step 5"
     */
    public record Frame(String label, Picture picture) {}

    /**
     * @param original the photo, of any size
     * @param count how many pictures the strip has, at least 2
     * @param longest their longest side in pixels at most
     * @param next told and asked whatever this is
     */
    public Filmstrip(Picture original, int count, int longest, DreamListener next) {
        if (count < 2) {
            throw new IllegalArgumentException("a strip of " + count);
        }
        this.original = original;
        this.count = count;
        this.longest = longest;
        this.next = next;
    }

    /**
     * After which steps pictures are kept, all octaves' steps counted through from 1: evenly spread, the last one
     * always. Fewer than {@code count} if there are fewer steps.
     */
    static List<Integer> stepsToKeep(int steps, int count) {
        return IntStream.rangeClosed(1, count)
                .map(i -> (int) Math.round((double) i * steps / count))
                .filter(step -> step > 0)
                .distinct()
                .boxed()
                .toList();
    }

    @Override
    public void progressed(DreamProgress progress) {
        if (stepsToKeep(progress.stepsInAll(), count - 1).contains(progress.stepsDone())) {
            Picture now = progress.preview().get();
            if (frames.isEmpty()) {
                frames.add(new Frame("original", small(original, now)));
            }
            frames.add(new Frame("octave " + progress.octave() + ", step " + progress.step(), small(now, now)));
        }
        next.progressed(progress);
    }

    @Override
    public boolean cancelled() {
        return next.cancelled();
    }

    /** The pictures so far, all of one size. */
    public List<Frame> frames() {
        return List.copyOf(frames);
    }

    /**
     * The pictures so far as one, from left to right with their labels beneath, in as many rows as it takes.
     *
     * @param widest how wide it may become in pixels, as long as one picture fits
     */
    public Picture strip(int widest) {
        return ContactSheet.filmstrip(
                frames.stream()
                        .map(frame -> new ContactSheet.Tile(frame.picture(), frame.label()))
                        .toList(),
                widest);
    }

    /** {@code picture} in the proportions of {@code like}, within the longest side. */
    private Picture small(Picture picture, Picture like) {
        return picture.resized(like.size().within(longest));
    }
}
