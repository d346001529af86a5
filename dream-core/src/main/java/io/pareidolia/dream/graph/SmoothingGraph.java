package io.pareidolia.dream.graph;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Evens out a gradient's strength between coarse and fine within a graph, as Mordvintsev's TensorFlow notebook does: a
 * Laplacian pyramid whose bands are divided by their root mean squares, merged again. The kernel is
 * outer([1,4,6,4,1])/256; shrinking is a convolution of stride 2 with zeros around and TensorFlow's "SAME" padding,
 * enlarging is its transpose times 4, which is written as a convolution for each of four pixels, laid side by side.
 */
final class SmoothingGraph {
    private static final double LEAST_RMS = 1e-10;
    private static final float[] KERNEL = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};
    private static final int TAPS = KERNEL.length;
    private static final int PLANES = 3;

    /** Taps along one axis with which one small pixel and its neighbours make two large ones. */
    private static final int NEIGHBOURS = 3;

    private final Graph graph;

    SmoothingGraph(Graph graph) {
        this.graph = graph;
    }

    /** The gradient, 1×3×H×W, with all its bands equally strong; itself if {@code levels} is 0. */
    String normalised(String gradient, int levels) {
        if (levels == 0) {
            return gradient;
        }
        List<String> bands = new ArrayList<>();
        String rest = gradient;
        for (int i = 0; i < levels; i++) {
            String smaller = shrunk(rest);
            bands.add(evened(graph.emit("Sub", rest, enlarged(smaller, graph.type(rest)))));
            rest = smaller;
        }
        String merged = evened(rest);
        for (int i = levels - 1; i >= 0; i--) {
            merged = graph.emit("Add", enlarged(merged, graph.type(bands.get(i))), bands.get(i));
        }
        return merged;
    }

    private String evened(String band) {
        String rms = graph.emit("Sqrt", graph.emit("ReduceMean", graph.emit("Mul", band, band)));
        return graph.emit("Div", band, graph.emit("Max", rms, graph.number(LEAST_RMS, rms)));
    }

    /** Zeros before the first value: TensorFlow puts the odd one of an even size behind. */
    private static int before(long size) {
        return size % 2 == 0 ? 1 : 2;
    }

    private String shrunk(String band) {
        TensorType type = graph.type(band);
        int above = before(type.dimension(2));
        int left = before(type.dimension(3));
        float[] weights = new float[PLANES * TAPS * TAPS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = KERNEL[i / TAPS % TAPS] * KERNEL[i % TAPS];
        }
        Attributes attributes = Attributes.NONE
                .with("group", PLANES)
                .with("kernel_shape", TAPS, TAPS)
                .with("strides", 2, 2)
                .with("pads", above, left, 2, 2);
        return graph.emit("Conv", attributes, band, graph.constant(Tensor.of(weights, PLANES, 1, TAPS, TAPS)));
    }

    /** The size of which this is the {@link #shrunk} one. */
    private String enlarged(String band, TensorType to) {
        float[] weights = new float[PLANES * 4 * NEIGHBOURS * NEIGHBOURS];
        for (int i = 0; i < weights.length; i++) {
            int pixel = i / (NEIGHBOURS * NEIGHBOURS) % 4;
            weights[i] = tap(to.dimension(2), pixel / 2, i / NEIGHBOURS % NEIGHBOURS)
                    * tap(to.dimension(3), pixel % 2, i % NEIGHBOURS);
        }
        Attributes attributes = Attributes.NONE
                .with("group", PLANES)
                .with("kernel_shape", NEIGHBOURS, NEIGHBOURS)
                .with("pads", 1, 1, 1, 1);
        String pixels = graph.emit(
                "Conv", attributes, band, graph.constant(Tensor.of(weights, PLANES * 4L, 1, NEIGHBOURS, NEIGHBOURS)));
        Attributes pairs = Attributes.NONE.with("blocksize", 2).with("mode", "CRD");
        String enlarged = graph.emit("DepthToSpace", pairs, pixels);
        return graph.type(enlarged).sameShape(to)
                ? enlarged
                : graph.emit(
                        "Slice",
                        enlarged,
                        graph.constant(Tensor.vector(0, 0)),
                        graph.constant(Tensor.vector(to.dimension(2), to.dimension(3))),
                        graph.constant(Tensor.vector(2, 3)));
    }

    /** What the {@code neighbour}-th of three small pixels gives to the even or odd one of the two in its middle. */
    private static float tap(long size, int odd, int neighbour) {
        int tap = odd + before(size) - 2 * (neighbour - 1);
        return tap >= 0 && tap < TAPS ? 2 * KERNEL[tap] : 0;
    }
}
