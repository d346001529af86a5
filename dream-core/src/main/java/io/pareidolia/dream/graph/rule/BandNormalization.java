package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * LRN with β = ¾ in ONNX Runtime's blocks of channels: with s = bias + α/n·Σx² the root r = s^−¼ is all that has to
 * leave them; s^−¾ is r³ and s^−1 is r⁴. The sums over channels are a convolution with a band of ones.
 */
public final class BandNormalization {
    private static final float BETA = 0.75f;

    /** The band is cut into squares of so many channels, if there are more: what lies outside them is little. */
    private static final int SQUARE = 64;

    /** The largest number of channels that ONNX Runtime keeps together. */
    private static final int BLOCK = 16;

    private final Graph graph;
    private final String x;
    private final int channels;
    private final int size;
    private final float alpha;
    private final float bias;

    public BandNormalization(Graph graph, Node node) {
        this.graph = graph;
        x = node.input(0);
        channels = (int) graph.type(x).dimension(1);
        size = (int) node.attributes().integer("size", 1);
        alpha = node.attributes().number("alpha", 1e-4f);
        bias = node.attributes().number("bias", 1);
    }

    /** True if an LRN can be said so; of {@code graph} only the type of its input matters. */
    public static boolean fits(Graph graph, Node node) {
        return Depthwise.fits(graph.type(node.input(0))) && node.attributes().number("beta", BETA) == BETA;
    }

    /** s^−¾ */
    public String power() {
        String root = root();
        return graph.emit("Mul", graph.emit("Mul", root, root), root);
    }

    /** s^−¼ */
    private String root() {
        String s = sums(graph.emit("Mul", x, x), alpha / size, bias, false);
        String root = graph.emit("Sqrt", graph.emit("Sqrt", graph.emit("Reciprocal", s)));
        return Depthwise.times(1).apply(graph, root);
    }

    /** ∂x = g·s^−¾ − 2αβ/n·x·Σ g·y/s; with y = x·s^−¾ that takes the sum of g·s^−¾·y·s^−¼. */
    String gradient(String gradient, String y) {
        String direct = graph.emit("Mul", gradient, power());
        String shares = graph.emit("Mul", direct, graph.emit("Mul", y, root()));
        String sums = sums(shares, -2 * alpha * BETA / size, 0, true);
        return graph.emit("Add", graph.emit("Mul", x, sums), direct);
    }

    /** Weighted sums over the channels around each one; {@code back}: over those that it is summed into. */
    private String sums(String terms, float weight, float constant, boolean back) {
        float[] constants = new float[channels];
        Arrays.fill(constants, constant);
        String constantName = graph.constant(Tensor.of(constants, channels));
        float[][] band = band(weight, back);
        if (channels <= SQUARE || channels % SQUARE != 0) {
            return convolution(terms, dense(band), 1, constantName);
        }
        String inside = convolution(terms, squares(band), channels / SQUARE, constantName);
        int[] near = nearBorders(band);
        if (near.length == 0) {
            return inside;
        }
        String picked = convolution(terms, picking(near), 1, "");
        return graph.emit("Add", convolution(picked, outside(band, near), 1, ""), inside);
    }

    private String convolution(String terms, Tensor weights, int groups, String constants) {
        Attributes attributes = Attributes.NONE.with("group", groups).with("kernel_shape", new long[] {1, 1});
        String name = graph.constant(weights);
        return constants.isEmpty()
                ? graph.emit("Conv", attributes, terms, name)
                : graph.emit("Conv", attributes, terms, name, constants);
    }

    /** What each channel, the first index, is summed from. */
    private float[][] band(float weight, boolean back) {
        int before = back ? size - 1 - (size - 1) / 2 : (size - 1) / 2;
        float[][] band = new float[channels][channels];
        for (int to = 0; to < channels; to++) {
            for (int from = Math.max(0, to - before); from < Math.min(channels, to - before + size); from++) {
                band[to][from] = weight;
            }
        }
        return band;
    }

    /** The channels that are summed into another square, as many as fill blocks; −1 for none. */
    private int[] nearBorders(float[][] band) {
        int[] near = IntStream.range(0, channels)
                .filter(from -> IntStream.range(0, channels)
                        .anyMatch(to -> band[to][from] != 0 && to / SQUARE != from / SQUARE))
                .toArray();
        int[] filled = Arrays.copyOf(near, (near.length + BLOCK - 1) / BLOCK * BLOCK);
        Arrays.fill(filled, near.length, filled.length, -1);
        return filled;
    }

    private Tensor dense(float[][] band) {
        return matrix(channels, channels, (to, from) -> band[to][from]);
    }

    private Tensor squares(float[][] band) {
        return matrix(channels, SQUARE, (to, from) -> band[to][to / SQUARE * SQUARE + from]);
    }

    private Tensor picking(int[] near) {
        return matrix(near.length, channels, (to, from) -> near[to] == from ? 1 : 0);
    }

    private Tensor outside(float[][] band, int[] near) {
        return matrix(
                channels,
                near.length,
                (to, from) -> near[from] >= 0 && near[from] / SQUARE != to / SQUARE ? band[to][near[from]] : 0);
    }

    /** An entry of a matrix. */
    @FunctionalInterface
    private interface Entry {
        float at(int to, int from);
    }

    private static Tensor matrix(int outputs, int inputs, Entry entry) {
        float[] weights = new float[outputs * inputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = entry.at(i / inputs, i % inputs);
        }
        return Tensor.of(weights, outputs, inputs, 1, 1);
    }
}
