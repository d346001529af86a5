package io.pareidolia.dream.graph.rule;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;

/**
 * A convolution of every channel with the same few taps, for which ONNX Runtime's processor code keeps pictures in
 * blocks of channels. Comparisons, casts, slices and products with small constants would take them out of the blocks
 * and back, which costs more than the arithmetic.
 *
 * @param height of the kernel
 * @param width of the kernel
 * @param taps of the kernel, row by row
 * @param strides down and to the right
 * @param pads zeros above, left, below and right
 */
public record Depthwise(int height, int width, float[] taps, long[] strides, long[] pads) {
    /**
     * Differences of floats times 2^120 reach 1 wherever they are not zero, but for some below 1e-36; as powers of two
     * the factors do not round.
     */
    private static final float STEEP = 0x1p60f;

    /** With stride 1 and no padding. */
    static Depthwise of(int height, int width, float... taps) {
        return new Depthwise(height, width, taps, new long[] {1, 1}, new long[4]);
    }

    /** Carries a picture into the blocks, or multiplies it. */
    static Depthwise times(float factor) {
        return of(1, 1, factor);
    }

    /** The differences of a comparison: {@link #above} of it is 1 where what {@code taps} weighs is above zero. */
    static Depthwise compare(int height, int width, float... taps) {
        float[] steep = new float[taps.length];
        for (int i = 0; i < taps.length; i++) {
            steep[i] = taps[i] * STEEP;
        }
        return of(height, width, steep);
    }

    Depthwise strided(long down, long right) {
        return new Depthwise(height, width, taps, new long[] {down, right}, pads);
    }

    Depthwise padded(long above, long left, long below, long right) {
        return new Depthwise(height, width, taps, strides, new long[] {above, left, below, right});
    }

    /** True if ONNX Runtime keeps such a tensor in blocks: a float32 picture with channels in fours. */
    public static boolean fits(TensorType type) {
        return type.element() == DataType.FLOAT && type.rank() == 4 && type.dimension(1) % 4 == 0;
    }

    /** Each channel of {@code x}, N×C×H×W, times a number of its own. */
    public static String scale(Graph graph, String x, float[] factors) {
        Attributes attributes = Attributes.NONE.with("group", factors.length).with("kernel_shape", new long[] {1, 1});
        return graph.emit("Conv", attributes, x, graph.constant(Tensor.of(factors, factors.length, 1, 1, 1)));
    }

    /** The convolution of {@code x}, N×C×H×W. */
    String apply(Graph graph, String x) {
        int channels = (int) graph.type(x).dimension(1);
        float[] weights = new float[channels * taps.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = taps[i % taps.length];
        }
        Attributes attributes = Attributes.NONE
                .with("group", channels)
                .with("kernel_shape", height, width)
                .with("strides", strides)
                .with("pads", pads);
        return graph.emit("Conv", attributes, x, graph.constant(Tensor.of(weights, channels, 1, height, width)));
    }

    /** 1 where the convolution of {@code x} is above zero, 0 elsewhere; made with {@link #compare}. */
    String above(Graph graph, String x) {
        return graph.emit("HardSigmoid", Attributes.NONE.with("alpha", STEEP).with("beta", 0f), apply(graph, x));
    }
}
