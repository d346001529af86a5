package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.ProcessMemory;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The most that one dream may cost here.
 *
 * @param seconds on the device
 * @param heapBytes for pictures in the Java heap
 * @param gradientBytes for one gradient; what needs more is dreamed in tiles, if tiles help
 */
public record DreamCaps(double seconds, long heapBytes, long gradientBytes) {
    /** Anything goes. */
    public static final DreamCaps NONE = new DreamCaps(Double.POSITIVE_INFINITY, Long.MAX_VALUE, Long.MAX_VALUE);

    /** The share of the machine's memory that gradients may take; the rest is for pictures and everything else. */
    private static final double SHARE_FOR_GRADIENTS = 0.6;

    private static final double SHARE_OF_HEAP = 0.8;

    /** What fits the memory of this machine and of this process, however long it takes. */
    public static DreamCaps ofMachine() {
        return new DreamCaps(
                Double.POSITIVE_INFINITY,
                (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()),
                (long) (SHARE_FOR_GRADIENTS * ProcessMemory.ofMachine()));
    }

    /** The same with another limit for one gradient, in bytes. */
    public DreamCaps withGradientBytes(long gradientBytes) {
        return new DreamCaps(seconds, heapBytes, gradientBytes);
    }

    /**
     * What the dream will cost. One that costs too much is refused with a sentence that names the largest size that
     * fits; if no size does, the largest number of steps or of octaves.
     */
    public DreamEstimate check(Recipe recipe, int sourceWidth, int sourceHeight, GradientSource source) {
        DreamEstimate estimate = DreamEstimate.of(recipe, sourceWidth, sourceHeight, source, gradientBytes);
        if (fit(estimate)) {
            return estimate;
        }
        Fitting fitting = new Fitting(sourceWidth, sourceHeight, source);
        String advice = fitting.largest(RecipeKey.SIZE, recipe.size(), recipe::withSize)
                .or(() -> fitting.largest(RecipeKey.STEPS, recipe.steps(), recipe::withSteps))
                .or(() -> fitting.largest(RecipeKey.OCTAVES, recipe.octaves(), recipe::withOctaves))
                .map(word -> "the largest that fits here is " + word)
                .orElse("not even one step at the smallest size fits here");
        throw DreamException.input(costly(recipe, estimate) + "; " + advice + ".");
    }

    private boolean fit(DreamEstimate estimate) {
        return estimate.seconds() <= seconds
                && estimate.heapBytes() <= heapBytes
                && estimate.gradientBytes() <= gradientBytes;
    }

    private String costly(Recipe recipe, DreamEstimate estimate) {
        String at = " at " + estimate.size().longest() + " px ";
        if (estimate.heapBytes() > heapBytes || estimate.gradientBytes() > gradientBytes) {
            return RecipeKey.OCTAVES.wordFor(recipe) + at + "needs about " + memory(estimate.bytes());
        }
        return RecipeKey.OCTAVES.wordFor(recipe) + " " + RecipeKey.STEPS.wordFor(recipe) + at + "takes about "
                + duration(estimate.seconds());
    }

    /** "14 GB", "1.4 GB", "350 MB". */
    private static String memory(long bytes) {
        if (bytes >= 9.95e9) {
            return String.format(Locale.ROOT, "%.0f GB", bytes / 1e9);
        }
        if (bytes >= 0.995e9) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        }
        return String.format(Locale.ROOT, "%d MB", Math.max(1, Math.round(bytes / 1e6)));
    }

    /** "90 seconds", "14 minutes", "3 hours". */
    private static String duration(double seconds) {
        if (seconds < 99.5) {
            long whole = Math.max(1, Math.round(seconds));
            return whole + (whole == 1 ? " second" : " seconds");
        }
        return seconds < 99.5 * 60 ? Math.round(seconds / 60) + " minutes" : Math.round(seconds / 3600) + " hours";
    }

    /** Looks for the largest value of a key that fits, all else as it is. */
    private final class Fitting {
        private final int width;
        private final int height;
        private final GradientSource source;

        Fitting(int width, int height, GradientSource source) {
            this.width = width;
            this.height = height;
            this.source = source;
        }

        /** {@code key=value}, or empty if no value from 1 up to {@code tooMuch} fits. */
        Optional<String> largest(RecipeKey<Integer> key, int tooMuch, IntFunction<Recipe> changed) {
            int fits = 0;
            int not = tooMuch;
            while (not - fits > 1) {
                int middle = (fits + not) >>> 1;
                if (fits(changed.apply(middle))) {
                    fits = middle;
                } else {
                    not = middle;
                }
            }
            return fits == 0 ? Optional.empty() : Optional.of(key + "=" + key.write(fits));
        }

        private boolean fits(Recipe candidate) {
            return fit(DreamEstimate.of(candidate, width, height, source, gradientBytes));
        }
    }
}
