package io.pareidolia.dream;

import io.pareidolia.dream.NotebookInDouble.Image;
import java.util.ArrayList;
import java.util.List;

/** The Laplacian pyramid of Mordvintsev's notebook from TensorFlow's formulas, in double precision. */
final class PyramidInDouble {
    private static final int[] BINOMIAL = {1, 4, 6, 4, 1};

    private PyramidInDouble() {}

    static Image normalised(Image gradient, int levels) {
        List<Image> bands = new ArrayList<>();
        Image rest = gradient;
        for (int i = 0; i < levels; i++) {
            Image low = shrunk(rest);
            Image high = rest;
            Image blurred = enlarged(low, rest.height(), rest.width());
            bands.add(NotebookInDouble.image(
                    rest.height(),
                    rest.width(),
                    (plane, y, x) -> high.values()[plane][y][x] - blurred.values()[plane][y][x]));
            rest = low;
        }
        Image merged = evened(rest);
        for (int i = levels - 1; i >= 0; i--) {
            Image band = evened(bands.get(i));
            Image larger = enlarged(merged, band.height(), band.width());
            merged = NotebookInDouble.image(
                    band.height(),
                    band.width(),
                    (plane, y, x) -> band.values()[plane][y][x] + larger.values()[plane][y][x]);
        }
        return merged;
    }

    private static Image evened(Image band) {
        double sum = 0;
        for (double value : band.flat()) {
            sum += value * value;
        }
        double rms = Math.max(1e-10, Math.sqrt(sum / (3 * band.height() * band.width())));
        return NotebookInDouble.image(band.height(), band.width(), (plane, y, x) -> band.values()[plane][y][x] / rms);
    }

    /** "SAME" padding: in all (out − 1)·2 + 5 − in zeros, the smaller half before. */
    private static int before(int size) {
        return (((size + 1) / 2 - 1) * 2 + 5 - size) / 2;
    }

    private static double kernel(int v, int u) {
        return v < 0 || v > 4 || u < 0 || u > 4 ? 0 : BINOMIAL[v] * BINOMIAL[u] / 256.0;
    }

    private static Image shrunk(Image from) {
        int top = before(from.height());
        int left = before(from.width());
        return NotebookInDouble.image((from.height() + 1) / 2, (from.width() + 1) / 2, (plane, y, x) -> {
            double sum = 0;
            for (int v = 0; v < from.height(); v++) {
                for (int u = 0; u < from.width(); u++) {
                    sum += kernel(v - 2 * y + top, u - 2 * x + left) * from.values()[plane][v][u];
                }
            }
            return sum;
        });
    }

    private static Image enlarged(Image from, int height, int width) {
        int top = before(height);
        int left = before(width);
        return NotebookInDouble.image(height, width, (plane, y, x) -> {
            double sum = 0;
            for (int v = 0; v < from.height(); v++) {
                for (int u = 0; u < from.width(); u++) {
                    sum += 4 * kernel(y - 2 * v + top, x - 2 * u + left) * from.values()[plane][v][u];
                }
            }
            return sum;
        });
    }
}
