package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Networks with the parts of real ones, made up on the spot: random weights, in the size that training leaves them. */
public final class MadeNetworks {
    private final ModelBuilder model = new ModelBuilder();
    private final DoubleSupplier numbers;
    private int names;
    private int convolutions;

    private MadeNetworks(DoubleSupplier numbers, int side) {
        this.numbers = numbers;
        model.input("data", 1, 3, side, side);
    }

    /**
     * A stem with a pool and a normalisation, a block that joins three ways, one that adds to itself, and a head; it
     * takes 1×3×33×33.
     */
    public static byte[] small() {
        Random random = new Random(5);
        return small(random::nextGaussian);
    }

    /** The same with the one weight 0.02 everywhere, as in the light models of the ONNX project. */
    public static byte[] smallOfOneWeight() {
        return small(() -> 0.02);
    }

    private static byte[] small(DoubleSupplier numbers) {
        MadeNetworks net = new MadeNetworks(numbers, 33);
        String stem = net.relu(net.convolution("data", 3, 16, 5, 2));
        String pool = net.node(
                "pool",
                "MaxPool",
                Map.of(
                        "kernel_shape", new long[] {3, 3},
                        "strides", new long[] {2, 2},
                        "ceil_mode", 1L),
                stem);
        String norm = net.node("norm", "LRN", Map.of("size", 5L, "alpha", 1e-2, "beta", 0.75, "bias", 1.0), pool);
        String one = net.relu(net.convolution(norm, 16, 8, 1, 1));
        String three = net.relu(net.convolution(norm, 16, 16, 3, 1));
        String pooled = net.node(
                "around",
                "MaxPool",
                Map.of(
                        "kernel_shape", new long[] {3, 3},
                        "pads", new long[] {1, 1, 1, 1}),
                norm);
        String joined = net.node("block/output", "Concat", Map.of("axis", 1L), one, three, pooled);
        String inner = net.convolution(joined, 40, 40, 3, 1);
        String normal = net.normalised(inner, 40);
        String sum = net.node("sum", "Add", Map.of(), net.relu(normal), joined);
        String mean = net.node(
                "mean",
                "AveragePool",
                Map.of(
                        "kernel_shape", new long[] {3, 3},
                        "strides", new long[] {2, 2},
                        "pads", new long[] {1, 1, 1, 1}),
                sum);
        String all = net.node("all", "GlobalAveragePool", Map.of(), mean);
        String flat = net.node("flat", "Flatten", Map.of(), all);
        String head = net.matrix(flat, 40, 10);
        return net.written(net.node("classes", "Softmax", Map.of("axis", 1L), head));
    }

    /**
     * 120 convolutions in dense blocks of 6, 12, 24 and 16 pairs, each block's layers reading all that came before them
     * there (DenseNet-121, Huang et al. 2016); it takes 1×3×224×224.
     */
    public static byte[] dense() {
        Random random = new Random(121);
        MadeNetworks net = new MadeNetworks(random::nextGaussian, 224);
        int growth = 32;
        int channels = 64;
        String now = net.relu(net.normalised(net.convolution("data", 3, channels, 7, 2), channels));
        now = net.node(
                "pool",
                "MaxPool",
                Map.of(
                        "kernel_shape", new long[] {3, 3},
                        "strides", new long[] {2, 2},
                        "pads", new long[] {1, 1, 1, 1}),
                now);
        int[] blocks = {6, 12, 24, 16};
        for (int block = 0; block < blocks.length; block++) {
            for (int layer = 0; layer < blocks[block]; layer++) {
                String narrow = net.convolution(net.relu(net.normalised(now, channels)), channels, 4 * growth, 1, 1);
                String grown = net.convolution(net.relu(net.normalised(narrow, 4 * growth)), 4 * growth, growth, 3, 1);
                now = net.node(
                        "block" + (block + 1) + "/layer" + (layer + 1), "Concat", Map.of("axis", 1L), now, grown);
                channels += growth;
            }
            now = net.relu(net.normalised(now, channels));
            if (block + 1 < blocks.length) {
                now = net.convolution(now, channels, channels / 2, 1, 1);
                channels /= 2;
                now = net.node(
                        "transition" + (block + 1),
                        "AveragePool",
                        Map.of(
                                "kernel_shape", new long[] {2, 2},
                                "strides", new long[] {2, 2}),
                        now);
            }
        }
        if (net.convolutions != 120) {
            throw new IllegalStateException(net.convolutions + " convolutions");
        }
        String mean = net.node("mean", "GlobalAveragePool", Map.of(), now);
        return net.written(net.matrix(net.node("flat", "Flatten", Map.of(), mean), channels, 1000));
    }

    /**
     * Convolutions in a row that take 1×3×16×16, each 3×3 and followed by a Relu called {@code relu1}, {@code relu2} …
     *
     * @param scales of the weights
     * @param bias of each
     */
    public static byte[] chain(double bias, double... scales) {
        Random random = new Random(9);
        double[] scale = {1};
        MadeNetworks net = new MadeNetworks(() -> random.nextGaussian() * scale[0], 16);
        String now = "data";
        for (int i = 0; i < scales.length; i++) {
            scale[0] = scales[i];
            String weights = net.weights(8, i == 0 ? 3 : 8, 3, 3);
            net.model.floats("bias" + i, new Numbers(new long[] {8}, filled(8, bias)));
            now = net.node("conv" + (i + 1), "Conv", Map.of("pads", new long[] {1, 1, 1, 1}), now, weights, "bias" + i);
            now = net.node("relu" + (i + 1), "Relu", Map.of(), now);
        }
        return net.written(net.node(
                "pool",
                "MaxPool",
                Map.of(
                        "kernel_shape", new long[] {2, 2},
                        "strides", new long[] {2, 2}),
                now));
    }

    /** A convolution, a pool, an operator without a rule, and another pool; they are called by number. */
    public static byte[] withUnsupportedOperator(String operator) {
        Random random = new Random(3);
        MadeNetworks net = new MadeNetworks(random::nextGaussian, 32);
        Map<String, Object> two = Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2});
        String relu = net.node("relu", "Relu", Map.of(), net.convolution("data", 3, 8, 3, 1));
        String first = net.node("pool1", "MaxPool", two, relu);
        String strange = net.node("strange", operator, Map.of(), first);
        return net.written(net.node("pool2", "MaxPool", two, strange));
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        java.util.Arrays.fill(values, value);
        return values;
    }

    private String node(String name, String operator, Map<String, ?> attributes, String... from) {
        model.node(operator, List.of(from), List.of(name), attributes);
        return name;
    }

    private String fresh(String hint) {
        return hint + ++names;
    }

    private String relu(String x) {
        return node(fresh("relu"), "Relu", Map.of(), x);
    }

    private String convolution(String x, int in, int out, int kernel, int stride) {
        convolutions++;
        long pad = kernel / 2;
        return node(
                fresh("conv"),
                "Conv",
                Map.of(
                        "kernel_shape", new long[] {kernel, kernel},
                        "strides", new long[] {stride, stride},
                        "pads", new long[] {pad, pad, pad, pad}),
                x,
                weights(out, in, kernel, kernel));
    }

    /** Weights that keep the size of what goes through them and a Relu (He et al. 2015). */
    private String weights(long... shape) {
        String name = fresh("weights");
        double size = Math.sqrt(2.0 * shape[0] / Numbers.elements(shape));
        floats(name, size, 0, shape);
        return name;
    }

    private String normalised(String x, int channels) {
        List<String> from = new ArrayList<>(List.of(x));
        double[][] sizes = {{0.1, 1}, {0.1, 0.1}, {0.1, 0}, {0, 1}};
        for (double[] size : sizes) {
            String name = fresh("statistics");
            floats(name, size[0], size[1], channels);
            from.add(name);
        }
        String name = fresh("normal");
        model.node("BatchNormalization", from, List.of(name), Map.of("epsilon", 1e-5));
        return name;
    }

    private String matrix(String x, int in, int out) {
        String name = fresh("matrix");
        floats(name, 1 / Math.sqrt(in), 0, in, out);
        return node(fresh("gemm"), "Gemm", Map.of(), x, name);
    }

    private void floats(String name, double size, double middle, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Numbers.elements(shape)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat((float) (middle + size * numbers.getAsDouble()));
        }
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes.array()));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        model.initializer(name, tensor.build());
    }

    private byte[] written(String output) {
        return model.output(output).model().toByteArray();
    }
}
