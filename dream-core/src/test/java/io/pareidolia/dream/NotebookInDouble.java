package io.pareidolia.dream;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** google/deepdream's algorithm from its formulas, in double precision and without a thought for speed. */
final class NotebookInDouble {
    private NotebookInDouble() {}

    record Image(double[][][] values) {
        int height() {
            return values[0].length;
        }

        int width() {
            return values[0][0].length;
        }

        double[] flat() {
            double[] flat = new double[3 * height() * width()];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = values[i / height() / width()][i / width() % height()][i % width()];
            }
            return flat;
        }
    }

    /** The gradient of an objective, in double precision: 3×H×W for 3×H×W. */
    interface Slope {
        double[] gradient(double[] picture, int height, int width);
    }

    interface Pixel {
        double at(int plane, int y, int x);
    }

    static Image image(int height, int width, Pixel pixel) {
        double[][][] values = new double[3][height][width];
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    values[plane][y][x] = pixel.at(plane, y, x);
                }
            }
        }
        return new Image(values);
    }

    /** Octaves from small to large, their detail carried on; clipped to 0..255 after each step. */
    static Image dream(Image photo, Recipe recipe, Slope network) {
        List<Image> octaves = new ArrayList<>(List.of(photo));
        for (int i = 1; i < recipe.octaves(); i++) {
            Image last = octaves.get(i - 1);
            octaves.add(zoom(last, divided(last.height(), recipe.scale()), divided(last.width(), recipe.scale())));
        }
        long[] state = {recipe.seed()};
        Image detail = null;
        Image dream = photo;
        for (int octave = octaves.size() - 1; octave >= 0; octave--) {
            Image base = octaves.get(octave);
            Image larger = detail == null
                    ? image(base.height(), base.width(), (plane, y, x) -> 0)
                    : zoom(detail, base.height(), base.width());
            dream = image(
                    base.height(),
                    base.width(),
                    (plane, y, x) -> base.values()[plane][y][x] + larger.values()[plane][y][x]);
            for (int i = 0; i < recipe.steps(); i++) {
                dream = step(dream, recipe, network, offset(state, recipe), offset(state, recipe));
            }
            Image now = dream;
            detail = image(
                    base.height(),
                    base.width(),
                    (plane, y, x) -> now.values()[plane][y][x] - base.values()[plane][y][x]);
        }
        return dream;
    }

    private static int divided(int size, double scale) {
        return new BigDecimal(size / scale).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    }

    private static Image step(Image image, Recipe recipe, Slope network, int ox, int oy) {
        int height = image.height();
        int width = image.width();
        Image rolled = roll(image, ox, oy);
        double[] flat = network.gradient(rolled.flat(), height, width);
        Image gradient = roll(image(height, width, (plane, y, x) -> flat[(plane * height + y) * width + x]), -ox, -oy);
        if (recipe.smooth() > 0) {
            gradient = PyramidInDouble.normalised(gradient, recipe.smooth());
        }
        double mean = 0;
        for (double value : gradient.flat()) {
            mean += Math.abs(value) / flat.length;
        }
        double factor = recipe.step() / mean;
        double[][][] g = gradient.values();
        return image(
                height,
                width,
                (plane, y, x) -> Math.max(0, Math.min(255, image.values()[plane][y][x] + factor * g[plane][y][x])));
    }

    private static Image roll(Image image, int ox, int oy) {
        return image(
                image.height(),
                image.width(),
                (plane, y, x) -> image.values()[plane][Math.floorMod(y - oy, image.height())][
                        Math.floorMod(x - ox, image.width())]);
    }

    private static Image zoom(Image from, int height, int width) {
        return image(height, width, (plane, y, x) -> {
            double sy = height == 1 ? 0 : y * (from.height() - 1.0) / (height - 1.0);
            double sx = width == 1 ? 0 : x * (from.width() - 1.0) / (width - 1.0);
            double sum = 0;
            for (int v = 0; v < from.height(); v++) {
                double near = Math.max(0, 1 - Math.abs(sy - v));
                for (int u = (int) Math.max(0, sx - 1); near > 0 && u < Math.min(from.width(), sx + 2); u++) {
                    sum += near * Math.max(0, 1 - Math.abs(sx - u)) * from.values()[plane][v][u];
                }
            }
            return sum;
        });
    }

    /** SplitMix64 as its authors publish it. */
    private static int offset(long[] state, Recipe recipe) {
        state[0] += 0x9e3779b97f4a7c15L;
        long z = state[0];
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z = z ^ (z >>> 31);
        int choices = 2 * recipe.jitter() + 1;
        return (int) Math.floor((z >>> 32) / 4294967296.0 * choices) - recipe.jitter();
    }
}
