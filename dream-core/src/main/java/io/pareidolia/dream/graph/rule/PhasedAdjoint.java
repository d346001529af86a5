package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.Window;

/**
 * The adjoint of a convolution of a picture with stride 2, the stem of many networks, whose gradient a pool with stride 2
 * left in {@link Phases}. To lay those side by side first would cost as much as a third of the convolution. Each phase
 * has every fourth line and column of the picture to give to, so it becomes, by a convolution of its own, the 4×4 pixels
 * around each of its places.
 */
final class PhasedAdjoint {
    private static final int PACE = 4;

    /** The places of 4×4 pixels are channels for a while: too many for a layer that has many already. */
    private static final int MOST_CHANNELS = 4;

    private final Graph graph;
    private final Tensor weights;
    private final Window window;
    private final Phases gradient;

    /**
     * Which places of a phase give to a pixel, along one axis: the pixel {@code PACE·I + o} takes the kernel's tap
     * {@code PACE·d + o − shift} of the place {@code I − d}, for d from least to most.
     *
     * @param places of the phase
     * @param blocks of 4 pixels
     */
    private record Reach(long shift, long least, long most, long places, long blocks) {
        long taps() {
            return most - least + 1;
        }

        /** What the kernel depends on. */
        String kernel() {
            return shift + "/" + least + ".." + most;
        }

        long before() {
            return most;
        }

        long after() {
            return blocks - places - least;
        }

        /** Which tap of the kernel is the {@code index}-th of this phase, for the pixel {@code offset} of a block. */
        long tap(long index, long offset) {
            return PACE * (most - index) + offset - shift;
        }
    }

    private PhasedAdjoint(Graph graph, Tensor weights, Window window, Phases gradient) {
        this.graph = graph;
        this.weights = weights;
        this.window = window;
        this.gradient = gradient;
    }

    static boolean fits(Tensor weights, int groups, Window window, Phases gradient) {
        return groups == 1
                && window.axes() == 2
                && Window.all(window.strides(), 2)
                && Window.all(window.dilations(), 1)
                && weights.shape()[1] <= MOST_CHANNELS
                && fits(window, gradient, 0)
                && fits(window, gradient, 1);
    }

    private static boolean fits(Window window, Phases gradient, int axis) {
        return reach(window, gradient, axis, 0).before() >= 0
                && reach(window, gradient, axis, 1).before() >= 0;
    }

    private static Reach reach(Window window, Phases gradient, int axis, int parity) {
        // the last blocks may lie behind the picture: they are cut off at the end
        long blocks = -Math.floorDiv(-window.input()[axis], (long) PACE);
        for (int each = 0; each < 2; each++) {
            blocks = Math.max(blocks, gradient.places(axis) + least(window, gradient, axis, each));
        }
        long shift = shift(window, gradient, axis, parity);
        return new Reach(
                shift,
                least(window, gradient, axis, parity),
                Math.floorDiv(window.kernel()[axis] - 1 + shift, (long) PACE),
                gradient.places(axis),
                blocks);
    }

    /** Where place i of a phase lies, less {@code PACE·i}: it is window 2·i + parity − before, of every second pixel. */
    private static long shift(Window window, Phases gradient, int axis, int parity) {
        return 2 * (parity - gradient.before(axis)) - window.before()[axis];
    }

    private static long least(Window window, Phases gradient, int axis, int parity) {
        return -Math.floorDiv(PACE - 1 - shift(window, gradient, axis, parity), (long) PACE);
    }

    /** N×C×…, of the size of the convolution's input. */
    static String of(Backward node, Phases gradient, Tensor weights, Window window) {
        return new PhasedAdjoint(node.graph(), weights, window, gradient).picture(node);
    }

    private String picture(Backward node) {
        String sum = "";
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                String part = convolution(
                        gradient.at(row, column), reach(window, gradient, 0, row), reach(window, gradient, 1, column));
                sum = sum.isEmpty() ? part : graph.emit("Add", part, sum);
            }
        }
        Attributes attributes = Attributes.NONE.with("blocksize", PACE).with("mode", "CRD");
        String picture = graph.emit("DepthToSpace", attributes, sum);
        long height = window.input()[0];
        long width = window.input()[1];
        return graph.type(picture).dimension(2) == height && graph.type(picture).dimension(3) == width
                ? picture
                : graph.emit("Slice", picture, node.vector(0, 0), node.vector(height, width), node.vector(2, 3));
    }

    private String convolution(String phase, Reach rows, Reach columns) {
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", rows.taps(), columns.taps())
                .with("pads", rows.before(), columns.before(), rows.after(), columns.after());
        // the same for every size of the picture, so that it is made once
        String how = "phase " + rows.kernel() + " by " + columns.kernel();
        Tensor kernel = graph.derived(weights, how, whole -> kernel(whole, rows, columns));
        return graph.emit("Conv", attributes, phase, graph.constant(kernel));
    }

    private static Tensor kernel(Tensor weights, Reach rows, Reach columns) {
        int filters = (int) weights.shape()[0];
        int channels = (int) weights.shape()[1];
        int height = (int) weights.shape()[2];
        int width = (int) weights.shape()[3];
        float[] from = weights.floats();
        int down = (int) rows.taps();
        int across = (int) columns.taps();
        float[] kernel = new float[channels * PACE * PACE * filters * down * across];
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel < PACE * PACE; pixel++) {
                for (int filter = 0; filter < filters; filter++) {
                    for (int i = 0; i < down * across; i++) {
                        long y = rows.tap(i / across, pixel / PACE);
                        long x = columns.tap(i % across, pixel % PACE);
                        boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                        kernel[at++] = inside
                                ? from[(int) (((long) filter * channels + channel) * height * width + y * width + x)]
                                : 0;
                    }
                }
            }
        }
        return Tensor.of(kernel, (long) channels * PACE * PACE, filters, down, across);
    }
}
