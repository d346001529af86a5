package io.pareidolia.dream.graph;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A plain array of numbers with a shape: what goes into and comes out of both frameworks.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param values row by row
 */
public record Numbers(long[] shape, double[] values) {
    public Numbers {
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException(values.length + " values do not fill " + Arrays.toString(shape));
        }
    }

    static Numbers of(float[] values, long... shape) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return new Numbers(shape, doubles);
    }

    public static Numbers vector(double... values) {
        return new Numbers(new long[] {values.length}, values);
    }

    public static Numbers scalar(double value) {
        return new Numbers(new long[0], new double[] {value});
    }

    /** Normally distributed, rounded to float32 so that every framework gets the very same numbers. */
    static Numbers gaussian(Random random, long... shape) {
        double[] values = new double[elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Numbers(shape, values);
    }

    /**
     * All different by at least {@code gap} and nowhere nearer to zero than half of it, in random order: no ties for
     * pools, no kinks for rectifiers.
     */
    static Numbers separated(Random random, double gap, long... shape) {
        double[] values = new double[elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i - values.length / 2 + 0.5) * gap);
        }
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
        return new Numbers(shape, values);
    }

    public Numbers map(DoubleUnaryOperator function) {
        return new Numbers(
                shape,
                Arrays.stream(values)
                        .map(value -> (float) function.applyAsDouble(value))
                        .toArray());
    }

    Numbers reshaped(long... other) {
        return new Numbers(other, values);
    }

    float[] floats() {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    /** ‖this − expected‖ / ‖expected‖; 0 if both are zero, infinite if shapes differ or a number is not finite. */
    double distance(Numbers expected) {
        if (!Arrays.equals(shape, expected.shape)) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double size = 0;
        for (int i = 0; i < values.length; i++) {
            difference += (values[i] - expected.values[i]) * (values[i] - expected.values[i]);
            size += expected.values[i] * expected.values[i];
        }
        if (!Double.isFinite(difference)) {
            return Double.POSITIVE_INFINITY;
        }
        return difference == 0 ? 0 : Math.sqrt(difference / size);
    }

    double rms() {
        return Math.sqrt(
                Arrays.stream(values).map(value -> value * value).average().orElse(0));
    }

    static int elements(long[] shape) {
        long product = 1;
        for (long dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return Math.toIntExact(product);
    }
}
