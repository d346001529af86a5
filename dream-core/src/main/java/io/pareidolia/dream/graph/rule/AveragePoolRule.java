package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.Window;
import java.util.Arrays;

/** y = the mean of each window: every pixel that counted gets the window's gradient divided by how many did. */
final class AveragePoolRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        long[] kernel = node.node().attributes().integers("kernel_shape");
        Window window = Window.of(node.node(), node.inputType(0), kernel);
        boolean padding = node.node().attributes().integer("count_include_pad", 0) != 0;
        int channels = (int) node.inputType(0).dimension(1);
        String share = share(node, window, padding);
        long[] shape = new long[kernel.length + 2];
        shape[0] = channels;
        shape[1] = 1;
        System.arraycopy(kernel, 0, shape, 2, kernel.length);
        float[] ones = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        Arrays.fill(ones, 1);
        node.give(0, WindowAdjoint.of(node, share, Tensor.of(ones, shape), channels, window));
    }

    /** The gradient divided by the number of positions that each window counts. */
    private static String share(Backward node, Window window, boolean padding) {
        long[] output = window.output();
        double[][] counts = new double[output.length][];
        boolean equal = true;
        double whole = 1;
        for (int axis = 0; axis < output.length; axis++) {
            counts[axis] = counts(window, axis, padding);
            double first = counts[axis][0];
            equal &= Arrays.stream(counts[axis]).allMatch(count -> count == first);
            whole *= first;
        }
        if (equal) {
            return node.scaled(node.gradient(), 1 / whole);
        }
        float[] shares = new float[Math.toIntExact(Arrays.stream(output).reduce(1, Math::multiplyExact))];
        for (int i = 0; i < shares.length; i++) {
            double count = 1;
            int rest = i;
            for (int axis = output.length - 1; axis >= 0; axis--) {
                count *= counts[axis][(int) (rest % output[axis])];
                rest /= (int) output[axis];
            }
            shares[i] = (float) (1 / count);
        }
        long[] shape = new long[output.length + 2];
        shape[0] = 1;
        shape[1] = 1;
        System.arraycopy(output, 0, shape, 2, output.length);
        return node.multiply(node.gradient(), node.graph().numbers(shares, node.gradient(), shape));
    }

    /** How many positions along one axis count in each window: those in the picture, or in its padding too. */
    private static double[] counts(Window window, int axis, boolean padding) {
        long first = padding ? -window.before()[axis] : 0;
        long last = window.input()[axis] + (padding ? window.after()[axis] : 0);
        double[] counts = new double[(int) window.output()[axis]];
        for (int i = 0; i < counts.length; i++) {
            long start = i * window.strides()[axis] - window.before()[axis];
            for (long tap = 0; tap < window.kernel()[axis]; tap++) {
                long position = start + tap * window.dilations()[axis];
                counts[i] += position >= first && position < last ? 1 : 0;
            }
        }
        return counts;
    }
}
