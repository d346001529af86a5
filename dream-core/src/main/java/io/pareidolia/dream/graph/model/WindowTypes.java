package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.OutputTypes.Inputs;
import java.util.Arrays;
import java.util.List;

/** The types of what convolutions and pools make. */
final class WindowTypes {
    /** Pixels of a window times channels. */
    private static final long LARGEST_POOL = 1 << 25;

    /** Between so many channels a normalisation is a matrix that still fits the memory. */
    private static final long MOST_NORMALISED = 1 << 13;

    private WindowTypes() {}

    static TensorType acrossChannels(Inputs in) {
        TensorType x = in.type(0);
        if (x.rank() < 2 || x.dimension(1) > MOST_NORMALISED) {
            throw new IllegalArgumentException(
                    "it normalises " + Arrays.toString(x.shape()) + ", more channels than can be dreamed");
        }
        long size = in.attributes().integer("size", 1);
        if (size % 2 == 0) {
            throw new IllegalArgumentException("its size of " + size + " channels has no middle");
        }
        return x;
    }

    static TensorType convolution(Inputs in) {
        TensorType x = in.type(0);
        long[] weights = in.type(1).shape();
        long group = in.attributes().integer("group", 1);
        long[] stated = in.attributes().integers("kernel_shape");
        if (weights.length < 3
                || in.type(1).element() != x.element()
                || weights.length != x.rank()
                || x.dimension(1) != weights[1] * group
                || weights[0] % group != 0
                || in.type(1).elements() == 0
                || (stated.length > 0 && !Arrays.equals(stated, Arrays.copyOfRange(weights, 2, weights.length)))) {
            throw new IllegalArgumentException(
                    "its weights " + Arrays.toString(weights) + " do not fit its input " + Arrays.toString(x.shape()));
        }
        if (in.node().hasInput(2) && !Arrays.equals(in.type(2).shape(), new long[] {weights[0]})) {
            throw new IllegalArgumentException("its bias does not fit its " + weights[0] + " filters");
        }
        Window window = Window.of(in.node(), x, Arrays.copyOfRange(weights, 2, weights.length));
        return shaped(x, weights[0], window.output());
    }

    static TensorType transposedConvolution(Inputs in) {
        TensorType x = in.type(0);
        long[] weights = in.type(1).shape();
        int axes = x.rank() - 2;
        long[] ones = new long[axes];
        Arrays.fill(ones, 1);
        long[] strides = in.attributes().integers("strides", ones);
        long[] dilations = in.attributes().integers("dilations", ones);
        long[] pads = in.attributes().integers("pads", new long[2 * axes]);
        long[] more = in.attributes().integers("output_padding", new long[axes]);
        if (in.attributes().has("output_shape")
                || in.attributes().text("auto_pad", "NOTSET").startsWith("SAME")) {
            throw new IllegalArgumentException("its output_shape or auto_pad is not supported");
        }
        if (weights.length != x.rank() || x.dimension(1) != weights[0]) {
            throw new IllegalArgumentException("its weights do not fit its input");
        }
        long[] output = new long[axes];
        for (int i = 0; i < axes; i++) {
            output[i] = (x.dimension(i + 2) - 1) * strides[i]
                    + (weights[i + 2] - 1) * dilations[i]
                    + 1
                    + more[i]
                    - pads[i]
                    - pads[i + axes];
        }
        return shaped(x, weights[1] * in.attributes().integer("group", 1), output);
    }

    static TensorType pool(Inputs in) {
        TensorType x = in.type(0);
        long[] kernel = in.attributes().integers("kernel_shape");
        long taps = Arrays.stream(kernel).reduce(1, Math::multiplyExact);
        if (Math.multiplyExact(taps, x.dimension(1)) > LARGEST_POOL) {
            throw new IllegalArgumentException(
                    "a pool over " + Arrays.toString(kernel) + " pixels is larger than any that can be dreamed");
        }
        Window window = Window.of(in.node(), x, kernel);
        for (int i = 0; i < window.axes(); i++) {
            if (window.before()[i] >= kernel[i] || window.after()[i] >= kernel[i]) {
                throw new IllegalArgumentException(
                        "its padding is as large as its window of " + Arrays.toString(kernel));
            }
        }
        return shaped(x, x.dimension(1), window.output());
    }

    static List<TensorType> maxPool(Inputs in) {
        TensorType values = pool(in);
        return List.of(values, values.withElement(DataType.INT64));
    }

    static TensorType global(Inputs in) {
        TensorType x = in.type(0);
        long[] ones = new long[x.rank() - 2];
        Arrays.fill(ones, 1);
        return shaped(x, x.dimension(1), ones);
    }

    private static TensorType shaped(TensorType x, long channels, long[] space) {
        long[] shape = new long[space.length + 2];
        shape[0] = x.dimension(0);
        shape[1] = channels;
        System.arraycopy(space, 0, shape, 2, space.length);
        return x.withShape(shape);
    }
}
