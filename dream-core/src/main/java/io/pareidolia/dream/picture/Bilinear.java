package io.pareidolia.dream.picture;

/**
 * Bilinear resampling of planes with corners on corners. What is the same before is the very same afterwards: where a
 * sky is of one grey, noise in the last bit would decide which of its pixels a network's pools choose.
 */
final class Bilinear {
    private Bilinear() {}

    static float[] resample(float[] planes, int channels, int width, int height, int newWidth, int newHeight) {
        float[] out = new float[Math.multiplyExact(channels, Math.multiplyExact(newWidth, newHeight))];
        Axis across = new Axis(width, newWidth);
        Axis down = new Axis(height, newHeight);
        double[] upper = new double[newWidth];
        double[] lower = new double[newWidth];
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * width * height;
            int to = channel * newWidth * newHeight;
            int upperRow = -1;
            int lowerRow = -1;
            for (int y = 0; y < newHeight; y++) {
                int first = down.first[y];
                int second = down.second[y];
                if (first == lowerRow) {
                    double[] swap = upper;
                    upper = lower;
                    lower = swap;
                    lowerRow = upperRow;
                    upperRow = first;
                }
                if (first != upperRow) {
                    across.row(planes, from + first * width, upper);
                    upperRow = first;
                }
                if (second != lowerRow) {
                    across.row(planes, from + second * width, lower);
                    lowerRow = second;
                }
                double share = down.share[y];
                for (int x = 0, i = to + y * newWidth; x < newWidth; x++, i++) {
                    out[i] = (float) (upper[x] + (lower[x] - upper[x]) * share);
                }
            }
        }
        return out;
    }

    /** Where each new pixel of a row or column comes from: two neighbours and the second one's share. */
    private static final class Axis {
        private final int[] first;
        private final int[] second;
        private final double[] share;

        Axis(int size, int newSize) {
            first = new int[newSize];
            second = new int[newSize];
            share = new double[newSize];
            for (int i = 1; i < newSize; i++) {
                double source = (double) i * (size - 1) / (newSize - 1);
                first[i] = (int) source;
                second[i] = Math.min(first[i] + 1, size - 1);
                share[i] = source - first[i];
            }
            second[0] = Math.min(1, size - 1);
        }

        void row(float[] planes, int from, double[] out) {
            for (int x = 0; x < out.length; x++) {
                double left = planes[from + first[x]];
                out[x] = left + (planes[from + second[x]] - left) * share[x];
            }
        }
    }
}
