package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.model.Window;
import java.util.List;

/**
 * The gradient of a MaxPool of 3×3 with stride 2 over a tensor that is nowhere negative, in ONNX Runtime's blocks of
 * channels. Along one axis a window sees an even pixel, the odd one behind it and the next even one; the gradient goes to
 * the first that is the largest, so the gradients of even and of odd pixels, the phases, come from comparisons at the
 * window's own pace. This is done for the rows, of maxima along each row, then for the columns; at last the four phases
 * are laid side by side, unless whoever reads them would rather have them apart: see {@link Phases}.
 */
final class PhaseMaxima {
    private final Backward node;
    private final Graph graph;
    private final Axis rows;
    private final Axis columns;

    /**
     * The geometry along one axis.
     *
     * @param size pixels of the input
     * @param before zeros in front, 0 or 1; pixels are counted from the first of them
     * @param windows how many
     */
    private record Axis(long size, long before, long windows) {
        /** Pixels of each phase: as many as windows, or one more. */
        long pixels() {
            return (size + before + 1) / 2;
        }

        /** Zeros behind the input, so that {@code taps} taps from each even pixel on fit. */
        long after(int taps) {
            return Math.max(0, 2 * pixels() - 2 + taps - size - before);
        }

        /** Pixels of both phases that are none of the input, at its end. */
        long surplus() {
            return 2 * pixels() - size - before;
        }
    }

    /** The gradients of the even and of the odd pixels along one axis. */
    private record Parities(String even, String odd) {}

    private PhaseMaxima(Backward node, Window window) {
        this.node = node;
        graph = node.graph();
        rows = new Axis(window.input()[0], window.before()[0], window.output()[0]);
        columns = new Axis(window.input()[1], window.before()[1], window.output()[1]);
    }

    static boolean fits(Backward node, Window window) {
        return node.blocked(node.outputType())
                && Window.all(window.kernel(), 3)
                && Window.all(window.strides(), 2)
                && Window.all(window.dilations(), 1)
                && fits(window, 0)
                && fits(window, 1)
                && node.forward().isRectified(node.input(0));
    }

    private static boolean fits(Window window, int axis) {
        long windows = window.output()[axis];
        long pixels = (window.input()[axis] + window.before()[axis] + 1) / 2;
        return window.before()[axis] <= 1 && (pixels == windows || pixels == windows + 1);
    }

    /** The gradient of the pool's input, from {@code gradient}, that of its output. */
    static String route(Backward node, Window window, String gradient) {
        return new PhaseMaxima(node, window).routed(gradient);
    }

    private String routed(String gradient) {
        String x = node.input(0);
        long behind = Math.max(0, 2 * columns.windows() + 1 - columns.size() - columns.before());
        String maxima = graph.emit(
                "MaxPool",
                Attributes.NONE
                        .with("kernel_shape", 1, 3)
                        .with("strides", 1, 2)
                        .with("pads", 0, columns.before(), 0, behind),
                x);
        Parities down = alongRows(maxima, padded(gradient, rows.pixels() - rows.windows(), 0));
        long more = columns.pixels() - columns.windows();
        Parities above = alongColumns(x, padded(down.even(), 0, more), 0);
        Parities below = alongColumns(x, padded(down.odd(), 0, more), 1);
        String whole = interleaved(above, below);
        Phases phases = new Phases(
                List.of(above.even(), above.odd(), below.even(), below.odd()),
                rows.before(),
                columns.before(),
                rows.pixels(),
                columns.pixels());
        node.forward().remember(whole, phases);
        return whole;
    }

    private String padded(String gradient, long below, long right) {
        return below + right == 0
                ? gradient
                : Depthwise.times(1).padded(0, 0, below, right).apply(graph, gradient);
    }

    private Parities alongRows(String maxima, String gradient) {
        String second = above(maxima, 2, 1, -1, 1);
        String third = node.multiply(above(maxima, 3, 1, -1, 0, 1), above(maxima, 3, 1, 0, -1, 1));
        return phases(gradient, second, third, Depthwise.of(2, 1, 1, 0).padded(1, 0, 0, 0));
    }

    private String above(String maxima, int height, int width, float... taps) {
        return Depthwise.compare(height, width, taps)
                .strided(2, 1)
                .padded(rows.before(), 0, rows.after(height), 0)
                .above(graph, maxima);
    }

    /** For the rows of one parity, 0 for even ones. */
    private Parities alongColumns(String x, String gradient, int parity) {
        String second = besides(x, parity, -1, 1);
        String third = node.multiply(besides(x, parity, -1, 0, 1), besides(x, parity, 0, -1, 1));
        return phases(gradient, second, third, Depthwise.of(1, 2, 1, 0).padded(0, 1, 0, 0));
    }

    private String besides(String x, int parity, float... taps) {
        float[] kernel = new float[(parity + 1) * taps.length];
        System.arraycopy(taps, 0, kernel, parity * taps.length, taps.length);
        return Depthwise.compare(parity + 1, taps.length, kernel)
                .strided(2, 2)
                .padded(rows.before(), columns.before(), rows.after(parity + 1), columns.after(taps.length))
                .above(graph, x);
    }

    /**
     * Shares a gradient of windows.
     *
     * @param second 1 where the second pixel is larger than the first
     * @param third 1 where the third is larger than both
     * @param next carries what belongs to each window's third pixel to the next window, of which it is the first
     */
    private Parities phases(String gradient, String second, String third, Depthwise next) {
        String last = node.multiply(gradient, third);
        String rest = node.add(Depthwise.times(-1).apply(graph, last), gradient);
        String odd = node.multiply(rest, second);
        String first = node.add(Depthwise.times(-1).apply(graph, odd), rest);
        return new Parities(node.add(next.apply(graph, last), first), odd);
    }

    /**
     * Lays the phases side by side. Where channels come last in memory, columns are interleaved by joining channels, and
     * rows by joining rows; the reshapes in between keep ONNX Runtime from turning the transpositions into slower ones.
     */
    private String interleaved(Parities above, Parities below) {
        TensorType x = node.inputType(0);
        long wide = 2 * columns.pixels();
        long high = 2 * rows.pixels();
        String lines = graph.emit("Concat", Attributes.NONE.with("axis", 2), lines(above), lines(below));
        String pixels = graph.emit("Reshape", lines, node.vector(x.dimension(0), high, wide, x.dimension(1)));
        String picture = graph.emit("Transpose", Attributes.NONE.with("perm", 0, 3, 1, 2), pixels);
        // back into the blocks, without the pixels around the input
        int height = (int) (1 + rows.before() + rows.surplus());
        int width = (int) (1 + columns.before() + columns.surplus());
        float[] taps = new float[height * width];
        taps[(int) (rows.before() * width + columns.before())] = 1;
        return Depthwise.of(height, width, taps).apply(graph, picture);
    }

    private String lines(Parities phases) {
        TensorType x = node.inputType(0);
        String joined = graph.emit("Concat", Attributes.NONE.with("axis", 1), phases.even(), phases.odd());
        String last = graph.emit("Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1), joined);
        long line = 2 * columns.pixels() * x.dimension(1);
        return graph.emit("Reshape", last, node.vector(x.dimension(0), rows.pixels(), line));
    }
}
