package io.pareidolia.dream.graph.check;

import java.util.SplittableRandom;

/** Random numbers for a check, the same ones at each run. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** From {@code least} to below {@code most}. */
    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** From 0 to below {@code count}. */
    int below(int count) {
        return random.nextInt(count);
    }

    /** Uniform in ±{@code largest}. */
    float[] even(int count, double largest) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) between(-largest, largest);
        }
        return values;
    }

    /** In {@code least}..{@code most}, with either sign. */
    float[] signed(int count, double least, double most) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double value = between(least, most);
            values[i] = (float) (random.nextBoolean() ? value : -value);
        }
        return values;
    }

    /** In {@code least}..{@code most}. */
    float[] within(int count, double least, double most) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) between(least, most);
        }
        return values;
    }

    /** A random order of 0 … count−1. */
    int[] order(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
