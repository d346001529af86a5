package io.pareidolia.dream.graph;

import java.util.Arrays;
import java.util.Random;

/** Draws attributes, shapes and numbers for a generated case. */
public final class Draw {
    private static final double GAP = 0.01;

    private final Random random;

    Draw(Random random) {
        this.random = random;
    }

    /** Both ends included. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    public double number(double least, double most) {
        return (float) (least + random.nextDouble() * (most - least));
    }

    public boolean sometimes() {
        return random.nextInt(3) == 0;
    }

    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** 1×C×H×W, mostly odd sizes, now and then two pictures. */
    public long[] picture() {
        return picture(between(1, 5));
    }

    public long[] picture(long channels) {
        return new long[] {random.nextInt(8) == 0 ? 2 : 1, channels, between(3, 12), between(3, 12)};
    }

    /** Between {@code least} and four dimensions of 1 to 5. */
    public long[] shape(int least) {
        long[] shape = new long[between(least, 4)];
        Arrays.setAll(shape, i -> between(1, 5));
        return shape;
    }

    /** A shape that broadcasts to {@code shape}: some sizes 1, some leading ones left out. */
    public long[] broadcastable(long[] shape) {
        long[] result = Arrays.copyOfRange(shape, sometimes() ? between(0, shape.length) : 0, shape.length);
        for (int i = 0; i < result.length; i++) {
            if (sometimes()) {
                result[i] = 1;
            }
        }
        return result;
    }

    public Numbers gaussian(long... shape) {
        return Numbers.gaussian(random, shape);
    }

    /** Without ties and away from zero. */
    public Numbers separated(long... shape) {
        return Numbers.separated(random, GAP, shape);
    }

    /** Away from every value of {@link #separated}, and from each other. */
    public Numbers between(long... shape) {
        Numbers numbers = Numbers.separated(random, GAP, shape);
        return numbers.map(value -> value + GAP / 4);
    }

    /** In 0.3..3, where roots, powers and quotients are tame. */
    public Numbers positive(long... shape) {
        return gaussian(shape).map(value -> 0.3 + 2.7 / (1 + Math.exp(-value)));
    }

    /** In ±0.3..±3. */
    public Numbers awayFromZero(long... shape) {
        return gaussian(shape).map(value -> Math.copySign(0.3 + 2.7 / (1 + Math.exp(-Math.abs(value))), value));
    }

    /** Weights of a convolution, scaled so that results stay near 1. */
    public Numbers weights(long... shape) {
        double fan = Numbers.elements(shape) / (double) shape[0];
        return gaussian(shape).map(value -> value / Math.sqrt(fan));
    }

    /** A random order of 0 … count−1. */
    public long[] permutation(int count) {
        long[] result = new long[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            result[i] = result[j];
            result[j] = i;
        }
        return result;
    }

    /** One or more different axes of {@code rank}, some counted from the end. */
    public long[] axes(int rank) {
        return Arrays.stream(permutation(rank))
                .limit(between(1, rank))
                .map(axis -> sometimes() ? axis - rank : axis)
                .toArray();
    }

    long seed() {
        return random.nextLong();
    }
}
