package io.pareidolia.dream;

import io.pareidolia.dream.picture.PictureSize;
import java.util.Optional;
import java.util.Random;

/**
 * A network small enough to differentiate by hand: each plane is convolved with a kernel (zeros around), and the
 * objective is ½·Σ sin²(a). Computed in double precision; what the dreamer sees is rounded to float32.
 */
final class AnalyticSource implements GradientSource, NotebookInDouble.Slope {
    private final int radius;
    private final double[] kernel;
    private int smallestSide = 1;
    private Optional<PictureSize> fixedSize = Optional.empty();
    private int calls;

    /** @param radius the kernel has 2·radius + 1 rows; the gradient at a pixel depends on all within 2·radius */
    AnalyticSource(int radius) {
        this.radius = radius;
        int side = 2 * radius + 1;
        this.kernel = new Random(7).doubles(side * (long) side, -1, 1).toArray();
        double size = 0;
        for (double weight : kernel) {
            size += weight * weight;
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= 60 * Math.sqrt(size);
        }
    }

    AnalyticSource withSmallestSide(int pixels) {
        smallestSide = pixels;
        return this;
    }

    AnalyticSource withFixedSize(int width, int height) {
        fixedSize = Optional.of(new PictureSize(width, height));
        return this;
    }

    int calls() {
        return calls;
    }

    @Override
    public Gradient gradient(float[] picture, int height, int width) {
        calls++;
        if (Math.min(height, width) < smallestSide
                || !fixedSize.orElse(new PictureSize(width, height)).equals(new PictureSize(width, height))) {
            throw new AssertionError("a picture of " + width + " × " + height);
        }
        double[] exact = new double[picture.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = picture[i];
        }
        double[] gradient = gradient(exact, height, width);
        float[] rounded = new float[gradient.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) gradient[i];
        }
        return new Gradient(rounded, objective(exact, height, width));
    }

    @Override
    public double[] gradient(double[] picture, int height, int width) {
        double[] back = convolved(picture, height, width, 1);
        for (int i = 0; i < back.length; i++) {
            back[i] = Math.sin(back[i]) * Math.cos(back[i]);
        }
        return convolved(back, height, width, -1);
    }

    double objective(double[] picture, int height, int width) {
        double sum = 0;
        for (double activation : convolved(picture, height, width, 1)) {
            sum += Math.sin(activation) * Math.sin(activation) / 2;
        }
        return sum;
    }

    private double[] convolved(double[] from, int height, int width, int direction) {
        double[] to = new double[from.length];
        for (int plane = 0; plane < 3; plane++) {
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    double weight = kernel[(dy + radius) * (2 * radius + 1) + dx + radius];
                    int shiftY = dy * direction;
                    int shiftX = dx * direction;
                    for (int y = Math.max(0, -shiftY); y < Math.min(height, height - shiftY); y++) {
                        int row = (plane * height + y) * width;
                        int other = (plane * height + y + shiftY) * width + shiftX;
                        for (int x = Math.max(0, -shiftX); x < Math.min(width, width - shiftX); x++) {
                            to[row + x] += weight * from[other + x];
                        }
                    }
                }
            }
        }
        return to;
    }

    @Override
    public int smallestSide() {
        return smallestSide;
    }

    @Override
    public Optional<PictureSize> fixedSize() {
        return fixedSize;
    }

    @Override
    public long bytesFor(int height, int width) {
        return 1_000_000 + 1000L * height * width;
    }

    @Override
    public double secondsFor(int height, int width) {
        return 0.001 + 1e-6 * height * width;
    }
}
