package io.pareidolia.dream.graph.check;

/** Arithmetic on lists of numbers, in float64. */
final class Vectors {
    private Vectors() {}

    static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /** (left − right)·factor. */
    static double[] minus(double[] left, double[] right, double factor) {
        double[] result = new double[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (left[i] - right[i]) * factor;
        }
        return result;
    }

    /** from + length·direction, in float32. */
    static float[] moved(float[] from, double[] direction, double length) {
        float[] result = new float[from.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (from[i] + length * direction[i]);
        }
        return result;
    }

    static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    static double norm(double[] values) {
        return Math.sqrt(dot(values, values));
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
