package io.pareidolia.dream;

import io.pareidolia.dream.picture.Picture;
import java.util.SplittableRandom;

/**
 * Grey pictures with noise of every size from the whole picture down to a pixel: something for each channel of a
 * network to begin with. White noise alone leaves twice as many of them untouched.
 */
public final class Noise {
    private static final float GREY = 118;
    /** How much of the first plane's noise the others have as well, in a picture with little colour. */
    private static final float COLOUR_OF_GREY = 0.25f;

    private static final int COARSEST = 3;

    private Noise() {}

    /**
     * The same for the same seed, on every machine.
     *
     * @param side of the square in pixels, 1 or more
     * @param furthest how far the noise of each size goes from grey, in grey levels
     * @param coloured true if red, green and blue differ as much as pixels do
     */
    public static Picture of(int side, double furthest, long seed, boolean coloured) {
        SplittableRandom random = new SplittableRandom(seed);
        Picture sum = Picture.filled(side, side, GREY, GREY, GREY);
        float[] planes = sum.planes();
        for (int grain = side; grain >= Math.min(side, COARSEST); grain /= 2) {
            float[] layer = white(random, grain, furthest).resampled(side, side).planes();
            for (int i = 0; i < planes.length; i++) {
                planes[i] += layer[i];
            }
        }
        if (!coloured) {
            int area = side * side;
            for (int i = area; i < planes.length; i++) {
                planes[i] = planes[i % area] + COLOUR_OF_GREY * (planes[i] - GREY);
            }
        }
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Finish.clipped(planes[i]);
        }
        return sum;
    }

    private static Picture white(SplittableRandom random, int side, double furthest) {
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            // not nextDouble: how the JDK makes one has changed between its versions
            values[i] = (float) (furthest * ((random.nextLong() >>> 11) * 0x1p-52 - 1));
        }
        return new Picture(side, side, values);
    }
}
