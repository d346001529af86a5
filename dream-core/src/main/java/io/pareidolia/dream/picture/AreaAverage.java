package io.pareidolia.dream.picture;

import java.util.Arrays;

/**
 * Makes planes smaller row by row, so that the large picture need not be in memory: each new pixel is the mean of the
 * area that it covers. Rows may come in any order, each once; what never comes counts as 0.
 */
final class AreaAverage {
    private final int channels;
    private final int width;
    private final int newWidth;
    private final int newHeight;
    private final float[] planes;
    private final float[] shrunkRow;
    private final double rowHeight;
    // a pixel is never larger than a new one, so it touches one or two of them
    private final int[] left;
    private final float[] leftShare;
    private final float[] rightShare;

    AreaAverage(int channels, PictureSize size, PictureSize newSize) {
        if (newSize.width() > size.width() || newSize.height() > size.height()) {
            throw new IllegalArgumentException(size + " cannot shrink to " + newSize);
        }
        this.channels = channels;
        width = size.width();
        newWidth = newSize.width();
        newHeight = newSize.height();
        planes = new float[Math.toIntExact(channels * newSize.pixels())];
        shrunkRow = new float[newWidth];
        rowHeight = (double) newHeight / size.height();
        left = new int[width];
        leftShare = new float[width];
        rightShare = new float[width];
        for (int x = 0; x < width; x++) {
            long edge = (long) x * newWidth;
            left[x] = (int) (edge / width);
            long inside = Math.min(newWidth, (left[x] + 1L) * width - edge);
            leftShare[x] = (float) ((double) inside / width);
            rightShare[x] = (float) ((double) (newWidth - inside) / width);
        }
    }

    /** Row {@code y} of the large picture: {@code channels} times {@code width} values, channel after channel. */
    void add(int y, float[] row) {
        double top = y * rowHeight;
        int upper = Math.min((int) top, newHeight - 1);
        double below = top + rowHeight - (upper + 1);
        float lowerShare = upper == newHeight - 1 || below < 1e-9 ? 0 : (float) below;
        float upperShare = (float) (rowHeight - lowerShare);
        for (int channel = 0; channel < channels; channel++) {
            int to = (channel * newHeight + upper) * newWidth;
            if (newWidth == width) {
                weigh(row, channel * width, upperShare, lowerShare, to);
            } else {
                shrink(row, channel * width);
                weigh(shrunkRow, 0, upperShare, lowerShare, to);
            }
        }
    }

    private void shrink(float[] row, int from) {
        Arrays.fill(shrunkRow, 0);
        for (int x = 0; x < width; x++) {
            float value = row[from + x];
            int to = left[x];
            shrunkRow[to] += value * leftShare[x];
            if (rightShare[x] > 0) {
                shrunkRow[to + 1] += value * rightShare[x];
            }
        }
    }

    private void weigh(float[] row, int from, float upperShare, float lowerShare, int to) {
        for (int x = 0; x < newWidth; x++) {
            planes[to + x] += row[from + x] * upperShare;
        }
        if (lowerShare > 0) {
            for (int x = 0; x < newWidth; x++) {
                planes[to + newWidth + x] += row[from + x] * lowerShare;
            }
        }
    }

    /** The means so far, channel after channel. No copy. */
    float[] planes() {
        return planes;
    }
}
