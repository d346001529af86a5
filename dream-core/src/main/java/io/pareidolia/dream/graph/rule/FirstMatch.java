package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.model.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a MaxPool without scattering: for each position of the window in turn, what is left of the gradient
 * goes there if that pixel equals the maximum; a transposed convolution with one-hot kernels puts all of it in place.
 */
final class FirstMatch {
    private FirstMatch() {}

    static String route(Backward node, Window window) {
        int axes = window.axes();
        TensorType x = node.inputType(0);
        String padded = padded(node, window);
        int taps = (int) Arrays.stream(window.kernel()).reduce(1, (a, b) -> a * b);
        String rest = node.gradient();
        List<String> taken = new ArrayList<>();
        for (int tap = 0; tap < taps; tap++) {
            long[] starts = new long[axes];
            long[] ends = new long[axes];
            long[] along = new long[axes];
            int position = tap;
            for (int i = axes - 1; i >= 0; i--) {
                starts[i] = position % window.kernel()[i] * window.dilations()[i];
                ends[i] = starts[i] + (window.output()[i] - 1) * window.strides()[i] + 1;
                along[i] = i + 2L;
                position /= (int) window.kernel()[i];
            }
            String seen = node.emit(
                    "Slice",
                    padded,
                    node.vector(starts),
                    node.vector(ends),
                    node.vector(along),
                    node.vector(window.strides()));
            String here = node.multiply(rest, node.mask(node.emit("Equal", seen, node.output()), rest));
            rest = node.subtract(rest, here);
            taken.add(node.emit("Unsqueeze", here, node.vector(2)));
        }
        long channels = x.dimension(1);
        long[] shape = node.outputType().shape();
        shape[1] = channels * taps;
        String together = node.emit(
                "Reshape",
                node.emit("Concat", Attributes.NONE.with("axis", 2), taken.toArray(String[]::new)),
                node.vector(shape));
        return WindowAdjoint.of(node, together, oneHot((int) channels, taps, window.kernel()), (int) channels, window);
    }

    /** The input with the lowest of numbers around it, so that every window is whole. */
    private static String padded(Backward node, Window window) {
        int axes = window.axes();
        long[] pads = new long[2 * axes + 4];
        for (int i = 0; i < axes; i++) {
            pads[i + 2] = window.before()[i];
            pads[i + axes + 4] = Math.max(0, window.reach(i));
        }
        if (Window.all(pads, 0)) {
            return node.input(0);
        }
        return node.emit("Pad", node.input(0), node.vector(pads), node.number(-Float.MAX_VALUE, node.input(0)));
    }

    private static Tensor oneHot(int channels, int taps, long[] kernel) {
        float[] weights = new float[channels * taps * taps];
        for (int i = 0; i < channels * taps; i++) {
            weights[i * taps + i % taps] = 1;
        }
        long[] shape = new long[kernel.length + 2];
        shape[0] = (long) channels * taps;
        shape[1] = 1;
        System.arraycopy(kernel, 0, shape, 2, kernel.length);
        return Tensor.of(weights, shape);
    }
}
