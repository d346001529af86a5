package io.pareidolia.dream;

import io.pareidolia.dream.picture.Picture;

/** What is done to a dream at the very end: {@code strength}, then {@code colour}, then clipping to 0..255. */
final class Finish {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private Finish() {}

    /**
     * The dream blended over the original.
     *
     * <p>Keeping the original's colours means the dream's Y with the original's Cb and Cr (ITU-R BT.601, full range).
     * Y has the factor 1 in each of red, green and blue, so that is the original plus the difference of both Y.
     *
     * @param dream of the original's size; not changed
     * @param original not changed
     * @return a new picture
     */
    static Picture of(Picture dream, Picture original, Recipe recipe) {
        float[] from = dream.planes();
        float[] over = original.planes();
        int area = dream.width() * dream.height();
        double share = recipe.strength();
        boolean keep = recipe.colour() == Colour.KEEP;
        float[] result = new float[from.length];
        for (int i = 0; i < area; i++) {
            int green = i + area;
            int blue = i + 2 * area;
            double brighter =
                    RED * (from[i] - over[i]) + GREEN * (from[green] - over[green]) + BLUE * (from[blue] - over[blue]);
            for (int at = i; at <= blue; at += area) {
                double difference = keep ? brighter : (double) from[at] - over[at];
                result[at] = clipped(share == 1 && !keep ? from[at] : over[at] + share * difference);
            }
        }
        return new Picture(dream.width(), dream.height(), result);
    }

    static float clipped(double value) {
        return (float) Math.min(255, Math.max(0, value));
    }
}
