package io.pareidolia.dream;

import io.pareidolia.dream.picture.PictureSize;

/**
 * What a dream will cost, known before it starts.
 *
 * @param size of the result
 * @param seconds on the device of the gradient source
 * @param heapBytes peak of the pictures in the Java heap
 * @param gradientBytes peak of one gradient, on the device and beside the heap
 */
public record DreamEstimate(PictureSize size, double seconds, long heapBytes, long gradientBytes) {
    /** What a step at the largest octave holds beside the photo and all octaves; a preview that is kept is one of them. */
    private static final int WORKING_PICTURES = 5;

    /** What the pyramid adds while a gradient is smoothed. */
    private static final int PYRAMID_PICTURES = 2;

    private static final int BYTES_A_PIXEL = 3 * Float.BYTES;

    /** Rolling, adding and clipping, measured on an ordinary core. */
    private static final double SECONDS_A_PIXEL = 3e-8;

    private static final double SMOOTHING_SECONDS_A_PIXEL = 5e-8;

    /** For a picture of that size, with as much memory for gradients as they want. */
    public static DreamEstimate of(Recipe recipe, int sourceWidth, int sourceHeight, GradientSource source) {
        return of(recipe, sourceWidth, sourceHeight, source, Long.MAX_VALUE);
    }

    /** For a picture of that size, in tiles where a gradient would take more than {@code gradientBytes}. */
    public static DreamEstimate of(
            Recipe recipe, int sourceWidth, int sourceHeight, GradientSource source, long gradientBytes) {
        PictureSize photo = new PictureSize(sourceWidth, sourceHeight);
        return of(DreamPlan.of(recipe, photo, source, gradientBytes), recipe, photo, source);
    }

    static DreamEstimate of(DreamPlan plan, Recipe recipe, PictureSize photo, GradientSource source) {
        boolean smooth = recipe.smooth() > 0;
        double perPixel = SECONDS_A_PIXEL + (smooth ? SMOOTHING_SECONDS_A_PIXEL : 0);
        double seconds = 0;
        // a photo is decoded no larger than the dream
        long pixels = photo.within(plan.size().longest()).pixels();
        long gradientBytes = 0;
        for (DreamPlan.Octave octave : plan.octaves()) {
            seconds += recipe.steps()
                    * (octave.tiling().seconds(source)
                            + perPixel * octave.size().pixels());
            pixels += octave.size().pixels();
            gradientBytes = Math.max(gradientBytes, octave.tiling().bytes(source));
        }
        pixels += plan.size().pixels() * (WORKING_PICTURES + (smooth ? PYRAMID_PICTURES : 0));
        return new DreamEstimate(plan.size(), seconds, pixels * BYTES_A_PIXEL, gradientBytes);
    }

    /** Of both, one after the other. */
    public DreamEstimate then(DreamEstimate other) {
        return new DreamEstimate(
                size.longest() < other.size.longest() ? other.size : size,
                seconds + other.seconds,
                Math.max(heapBytes, other.heapBytes),
                Math.max(gradientBytes, other.gradientBytes));
    }

    /** Peak memory in all. */
    public long bytes() {
        return heapBytes + gradientBytes;
    }
}
