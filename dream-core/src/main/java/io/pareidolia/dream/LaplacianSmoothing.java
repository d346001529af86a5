package io.pareidolia.dream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evens out a gradient's strength between coarse and fine, as Mordvintsev's TensorFlow notebook does: a Laplacian
 * pyramid of n splits, each of its n + 1 bands divided by its root mean square over all channels, merged again. The
 * kernel is outer([1,4,6,4,1])/256; shrinking is a convolution of stride 2 with zeros around and TensorFlow's "SAME"
 * padding, enlarging is its transpose times 4. Any size works; a band of one pixel is split like any other.
 */
final class LaplacianSmoothing {
    private static final double LEAST_RMS = 1e-10;
    private static final float OUTER = 1 / 16f;
    private static final float INNER = 4 / 16f;
    private static final float MIDDLE = 6 / 16f;
    private static final float[] KERNEL = {OUTER, INNER, MIDDLE, INNER, OUTER};

    private LaplacianSmoothing() {}

    /**
     * The gradient with all its bands equally strong.
     *
     * @param gradient three planes of {@code height × width}; not changed
     * @param levels how often it is split, 0 or more
     * @return new planes of the same size
     */
    static float[] normalised(float[] gradient, int height, int width, int levels) {
        List<Band> bands = split(new Band(gradient, height, width), levels);
        bands.forEach(Band::normalise);
        return merged(bands).values();
    }

    /** The bands of a picture, the finest first; the last is what is left after {@code levels} splits. */
    static List<Band> split(Band picture, int levels) {
        List<Band> bands = new ArrayList<>();
        Band rest = picture;
        for (int i = 0; i < levels; i++) {
            Band smaller = rest.shrunk();
            bands.add(rest.minus(smaller.enlarged(rest.height(), rest.width())));
            rest = smaller;
        }
        bands.add(levels == 0 ? new Band(rest.values().clone(), rest.height(), rest.width()) : rest);
        return bands;
    }

    /** The picture that {@link #split} gave these bands for. */
    static Band merged(List<Band> bands) {
        Band picture = bands.get(bands.size() - 1);
        for (int i = bands.size() - 2; i >= 0; i--) {
            Band finer = bands.get(i);
            picture = picture.enlarged(finer.height(), finer.width()).plus(finer);
        }
        return picture;
    }

    /** Zeros before the first value: TensorFlow puts the odd one of an even size behind. */
    private static int before(int size) {
        return size % 2 == 0 ? 1 : 2;
    }

    /** Three planes of one size. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Band(float[] values, int height, int width) {
        double rms() {
            double sum = 0;
            for (float value : values) {
                sum += (double) value * value;
            }
            return Math.sqrt(sum / values.length);
        }

        void normalise() {
            float factor = (float) (1 / Math.max(rms(), LEAST_RMS));
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }

        Band minus(Band other) {
            float[] difference = other.values;
            for (int i = 0; i < values.length; i++) {
                difference[i] = values[i] - difference[i];
            }
            return new Band(difference, height, width);
        }

        Band plus(Band other) {
            for (int i = 0; i < values.length; i++) {
                values[i] += other.values[i];
            }
            return this;
        }

        /** Half the size, rounded up. */
        Band shrunk() {
            int toHeight = (height + 1) / 2;
            int toWidth = (width + 1) / 2;
            float[] to = new float[3 * toHeight * toWidth];
            float[] column = new float[width];
            for (int plane = 0; plane < 3; plane++) {
                for (int y = 0; y < toHeight; y++) {
                    Arrays.fill(column, 0);
                    for (int tap = 0; tap < 5; tap++) {
                        int row = 2 * y + tap - before(height);
                        if (row >= 0 && row < height) {
                            add(KERNEL[tap], values, (plane * height + row) * width, column, width);
                        }
                    }
                    shrinkRow(column, to, (plane * toHeight + y) * toWidth, toWidth);
                }
            }
            return new Band(to, toHeight, toWidth);
        }

        private void shrinkRow(float[] row, float[] to, int at, int toWidth) {
            int before = before(width);
            for (int x = 0; x < toWidth; x++) {
                int from = 2 * x - before;
                if (from >= 0 && from + 4 < width) {
                    to[at + x] = OUTER * (row[from] + row[from + 4])
                            + INNER * (row[from + 1] + row[from + 3])
                            + MIDDLE * row[from + 2];
                    continue;
                }
                float sum = 0;
                for (int tap = 0; tap < 5; tap++) {
                    if (from + tap >= 0 && from + tap < width) {
                        sum += KERNEL[tap] * row[from + tap];
                    }
                }
                to[at + x] = sum;
            }
        }

        /** The size of which this is the {@link #shrunk} one. */
        Band enlarged(int toHeight, int toWidth) {
            float[] to = new float[3 * toHeight * toWidth];
            float[] column = new float[width];
            for (int plane = 0; plane < 3; plane++) {
                for (int y = 0; y < toHeight; y++) {
                    Arrays.fill(column, 0);
                    // the rows that reach y are those for which a tap 0..4 is y + before - 2 · row
                    int reach = y + before(toHeight);
                    for (int row = Math.max(0, (reach - 3) / 2); row <= reach / 2 && row < height; row++) {
                        add(2 * KERNEL[reach - 2 * row], values, (plane * height + row) * width, column, width);
                    }
                    enlargeRow(column, to, (plane * toHeight + y) * toWidth, toWidth);
                }
            }
            return new Band(to, toHeight, toWidth);
        }

        /** Of an even place two outer taps and the middle one meet a value, of an odd one the two inner taps. */
        private void enlargeRow(float[] row, float[] to, int at, int toWidth) {
            int before = before(toWidth);
            for (int last = before / 2; 2 * last - before < toWidth; last++) {
                float value = last < width ? row[last] : 0;
                float previous = last >= 1 && last <= width ? row[last - 1] : 0;
                float first = last >= 2 ? row[last - 2] : 0;
                int x = 2 * last - before;
                if (x >= 0) {
                    to[at + x] = 2 * (OUTER * (value + first) + MIDDLE * previous);
                }
                if (x + 1 < toWidth) {
                    to[at + x + 1] = 2 * INNER * (value + previous);
                }
            }
        }

        private static void add(float factor, float[] from, int at, float[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] += factor * from[at + i];
            }
        }
    }
}
