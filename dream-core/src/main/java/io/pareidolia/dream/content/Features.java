package io.pareidolia.dream.content;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;

/**
 * What a {@link Fingerprint} is made of: how strongly the network finds each of its features in each quarter of a
 * picture. Small pictures are looked at, so that nothing depends on what a smaller or a poorer copy has lost; and each
 * twice, the second time mirrored, so that a picture and its mirror image are the same.
 */
final class Features {
    /** Deep enough to see shapes instead of pixels, not so deep that all that counts is what the head wants to know. */
    static final String LAYER = "mixed4";

    static final PictureSize SIZE = new PictureSize(128, 128);

    private static final int CHANNELS = 768;

    /** Root mean square around the mean, in grey levels: blank pages have less, the faintest photograph met has 11. */
    private static final double LEAST_CONTRAST = 4;

    private Features() {}

    /** True if there is so little in a picture that all like it have the same features. */
    static boolean isPlain(Picture small) {
        float[] planes = small.planes();
        int plane = planes.length / 3;
        double variance = 0;
        for (int from = 0; from < planes.length; from += plane) {
            double sum = 0;
            double squares = 0;
            for (int i = from; i < from + plane; i++) {
                sum += planes[i];
                squares += (double) planes[i] * planes[i];
            }
            variance += (squares - sum * sum / plane) / planes.length;
        }
        return !(variance >= LEAST_CONTRAST * LEAST_CONTRAST);
    }

    /**
     * The sums over each quarter, both pictures together.
     *
     * @param seen {@link #LAYER} of the picture, channel by channel, each a square
     * @param mirrored the same of its mirror image
     * @return quarter by quarter, {@value #CHANNELS} each
     */
    static double[] of(float[] seen, float[] mirrored) {
        double[] quarters = new double[4 * CHANNELS];
        add(seen, quarters);
        add(mirrored, quarters);
        return quarters;
    }

    /** Quarters melt into each other, so that a crop moves little from one to the next. */
    private static void add(float[] seen, double[] quarters) {
        int square = seen.length / CHANNELS;
        int side = (int) Math.sqrt(square);
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int i = 0; i < square; i++) {
                double right = (i % side + 0.5) / side;
                double low = (Math.floorDiv(i, side) + 0.5) / side;
                double value = seen[channel * square + i];
                quarters[channel] += value * (1 - low) * (1 - right);
                quarters[CHANNELS + channel] += value * (1 - low) * right;
                quarters[2 * CHANNELS + channel] += value * low * (1 - right);
                quarters[3 * CHANNELS + channel] += value * low * right;
            }
        }
    }
}
