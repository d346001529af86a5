package io.pareidolia.dream.graph;

import static ai.djl.pytorch.jni.JniUtils.add;
import static ai.djl.pytorch.jni.JniUtils.avgPool;
import static ai.djl.pytorch.jni.JniUtils.batchNorm;
import static ai.djl.pytorch.jni.JniUtils.convolution;
import static ai.djl.pytorch.jni.JniUtils.div;
import static ai.djl.pytorch.jni.JniUtils.max;
import static ai.djl.pytorch.jni.JniUtils.maxPool;
import static ai.djl.pytorch.jni.JniUtils.mean;
import static ai.djl.pytorch.jni.JniUtils.mul;
import static ai.djl.pytorch.jni.JniUtils.pad;
import static ai.djl.pytorch.jni.JniUtils.pow;
import static ai.djl.pytorch.jni.JniUtils.reshape;
import static ai.djl.pytorch.jni.JniUtils.slice;
import static ai.djl.pytorch.jni.JniUtils.square;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Convolutions, pools and normalisations of ONNX in terms of libtorch. */
final class TorchWindows {
    private TorchWindows() {}

    static PtNDArray convolve(TorchNode node) {
        PtNDArray weights = node.input(1);
        Window window = Window.of(node, Arrays.copyOfRange(weights.getShape().getShape(), 2, node.rank(1)), false);
        boolean even = Arrays.equals(window.before, window.after);
        PtNDArray x = even ? node.input(0) : pad(node.input(0), window.padding(), 0);
        long[] none = new long[window.before.length];
        return convolution(
                x,
                weights,
                node.has(2) ? node.input(2) : null,
                new Shape(window.strides),
                new Shape(even ? window.before : none),
                new Shape(window.dilations),
                (int) node.integer("group", 1));
    }

    static PtNDArray maximum(TorchNode node) {
        Window window = Window.of(node, node.integers("kernel_shape"), true);
        PtNDArray x = node.input(0);
        if (!window.dilated() && Arrays.equals(window.before, window.after) && window.fitsLibtorch()) {
            return maxPool(
                    x, new Shape(window.kernel), new Shape(window.strides), new Shape(window.before), window.ceil);
        }
        PtNDArray padded = pad(x, window.reach(), Double.NEGATIVE_INFINITY);
        if (!window.dilated()) {
            return maxPool(
                    padded,
                    new Shape(window.kernel),
                    new Shape(window.strides),
                    new Shape(new long[window.kernel.length]),
                    false);
        }
        PtNDArray result = null;
        for (long offset = 0; offset < window.taps(); offset++) {
            PtNDArray tap = window.tap(padded, offset);
            result = result == null ? tap : max(result, tap);
        }
        return result;
    }

    /** The sum over the window divided by how many of its positions count. */
    static PtNDArray average(TorchNode node) {
        Window window = Window.of(node, node.integers("kernel_shape"), true);
        long[] mask = node.shape(0);
        mask[0] = 1;
        mask[1] = 1;
        PtNDArray counted = node.ones(mask);
        if (node.integer("count_include_pad", 0) != 0) {
            counted = pad(counted, window.padding(), 1);
            counted = window.sum(pad(counted, window.overhang(), 0));
        } else {
            counted = window.paddedSum(counted);
        }
        return div(window.paddedSum(node.input(0)), counted);
    }

    static PtNDArray globalAverage(TorchNode node) {
        return reshape(mean(flattened(node), 2, false), ones(node));
    }

    static PtNDArray globalMaximum(TorchNode node) {
        return reshape(max(flattened(node), 2, false), ones(node));
    }

    private static PtNDArray flattened(TorchNode node) {
        long[] shape = node.shape(0);
        return reshape(node.input(0), new long[] {shape[0], shape[1], -1});
    }

    private static long[] ones(TorchNode node) {
        long[] shape = node.shape(0);
        Arrays.fill(shape, 2, shape.length, 1);
        return shape;
    }

    static PtNDArray normalizeBatch(TorchNode node) {
        return batchNorm(
                node.input(0),
                node.input(3),
                node.input(4),
                node.input(1),
                node.input(2),
                false,
                0.1,
                node.number("epsilon", 1e-5f));
    }

    static PtNDArray normalizeAcrossChannels(TorchNode node) {
        PtNDArray x = node.input(0);
        long size = node.integer("size", 0);
        long before = (size - 1) / 2;
        long[] padding = new long[2 * node.rank(0) - 2];
        padding[padding.length - 2] = before;
        padding[padding.length - 1] = size - 1 - before;
        PtNDArray squares = pad(square(x), padding, 0);
        PtNDArray sum = null;
        for (long offset = 0; offset < size; offset++) {
            PtNDArray part = slice(squares, 1, offset, offset + node.shape(0)[1], 1);
            sum = sum == null ? part : add(sum, part);
        }
        PtNDArray scale = node.scalar(node.number("alpha", 1e-4f) / size);
        PtNDArray base = add(mul(sum, scale), node.scalar(node.number("bias", 1)));
        return mul(x, pow(base, node.scalar(-node.number("beta", 0.75f))));
    }

    /** Geometry of a sliding window, after resolving auto_pad and the rounding of the output's size. */
    private record Window(
            long[] kernel,
            long[] strides,
            long[] dilations,
            long[] before,
            long[] after,
            long[] size,
            long[] output,
            boolean ceil) {

        static Window of(TorchNode node, long[] kernel, boolean pool) {
            int rank = kernel.length;
            long[] size = Arrays.copyOfRange(node.shape(0), 2, rank + 2);
            long[] ones = new long[rank];
            Arrays.fill(ones, 1);
            long[] strides = node.integers("strides", ones);
            long[] dilations = node.integers("dilations", ones);
            long[] pads = node.integers("pads", new long[2 * rank]);
            long[] before = Arrays.copyOfRange(pads, 0, rank);
            long[] after = Arrays.copyOfRange(pads, rank, 2 * rank);
            boolean ceil = pool && node.integer("ceil_mode", 0) != 0;
            String automatic = node.text("auto_pad", "NOTSET");
            long[] output = new long[rank];
            for (int i = 0; i < rank; i++) {
                long extent = (kernel[i] - 1) * dilations[i] + 1;
                if (automatic.startsWith("SAME")) {
                    output[i] = -Math.floorDiv(-size[i], strides[i]);
                    long total = Math.max(0, (output[i] - 1) * strides[i] + extent - size[i]);
                    before[i] = automatic.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                    after[i] = total - before[i];
                } else if (automatic.equals("VALID")) {
                    before[i] = 0;
                    after[i] = 0;
                }
                long room = size[i] + before[i] + after[i] - extent;
                output[i] = (ceil ? -Math.floorDiv(-room, strides[i]) : room / strides[i]) + 1;
                if (ceil && (output[i] - 1) * strides[i] >= size[i] + before[i]) {
                    output[i]--;
                }
            }
            return new Window(kernel, strides, dilations, before, after, size, output, ceil);
        }

        boolean dilated() {
            return Arrays.stream(dilations).anyMatch(dilation -> dilation != 1);
        }

        /** libtorch's own pools pad by half a kernel at most. */
        boolean fitsLibtorch() {
            return LongStream.range(0, before.length).allMatch(i -> 2 * before[(int) i] <= kernel[(int) i]);
        }

        /** Padding in libtorch's order: innermost dimension first, before and after. */
        long[] padding() {
            return interleaved(before, after);
        }

        /** What the last windows reach beyond the padding (negative: what they leave out). */
        long[] overhang() {
            long[] reach = reach();
            long[] padding = padding();
            for (int i = 0; i < reach.length; i++) {
                reach[i] -= padding[i];
            }
            return reach;
        }

        /** Padding up to the end of the last window (negative: what is behind it). */
        long[] reach() {
            long[] end = new long[size.length];
            for (int i = 0; i < end.length; i++) {
                long extent = (kernel[i] - 1) * dilations[i] + 1;
                end[i] = (output[i] - 1) * strides[i] + extent - before[i] - size[i];
            }
            return interleaved(before, end);
        }

        private static long[] interleaved(long[] before, long[] after) {
            int rank = before.length;
            long[] result = new long[2 * rank];
            for (int i = 0; i < rank; i++) {
                result[2 * (rank - 1 - i)] = before[i];
                result[2 * (rank - 1 - i) + 1] = after[i];
            }
            return result;
        }

        long taps() {
            return Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
        }

        /** What all windows hold at their position {@code offset}. */
        PtNDArray tap(PtNDArray padded, long offset) {
            PtNDArray result = padded;
            long rest = offset;
            for (int i = kernel.length - 1; i >= 0; i--) {
                long start = rest % kernel[i] * dilations[i];
                rest /= kernel[i];
                result = slice(result, i + 2L, start, start + (output[i] - 1) * strides[i] + 1, strides[i]);
            }
            return result;
        }

        /** The sum over each window, or a multiple of it, of a picture with zeros around it. */
        PtNDArray paddedSum(PtNDArray x) {
            if (ceil || dilated() || !Arrays.equals(before, after) || !fitsLibtorch()) {
                return sum(pad(x, reach(), 0));
            }
            return avgPool(x, new Shape(kernel), new Shape(strides), new Shape(before), false, true);
        }

        PtNDArray sum(PtNDArray padded) {
            if (!dilated()) {
                return avgPool(
                        padded, new Shape(kernel), new Shape(strides), new Shape(new long[kernel.length]), false, true);
            }
            PtNDArray result = null;
            for (long offset = 0; offset < taps(); offset++) {
                PtNDArray tap = tap(padded, offset);
                result = result == null ? tap : add(result, tap);
            }
            return result;
        }
    }
}
