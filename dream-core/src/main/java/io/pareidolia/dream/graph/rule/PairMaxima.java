package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Window;

/**
 * The gradient of a MaxPool of 3×3 with stride 1 and padding 1 over a tensor that is nowhere negative: the pool is four
 * maxima of two neighbours, and at each the gradient goes to one of the two. In {@code P[i] = max(x[i], x[i+1])} and
 * {@code R[i] = max(P[i−1], P[i])} the first match wins, along a row and then among the rows, as in libtorch. Without an
 * index in sight everything stays in ONNX Runtime's blocks of channels.
 */
final class PairMaxima {
    private PairMaxima() {}

    static boolean fits(Backward node, Window window) {
        return node.blocked(node.outputType())
                && Window.all(window.kernel(), 3)
                && Window.all(window.strides(), 1)
                && Window.all(window.dilations(), 1)
                && Window.all(window.before(), 1)
                && Window.all(window.after(), 1)
                && node.forward().isRectified(node.input(0));
    }

    static String route(Backward node) {
        Graph graph = node.graph();
        String x = node.input(0);
        String right = withNext(graph, x, false);
        String row = withPrevious(graph, right, false);
        String below = withNext(graph, row, true);
        String gradient = node.gradient();
        gradient = fromPrevious(node, below, gradient, true);
        gradient = fromNext(node, row, gradient, true);
        gradient = fromPrevious(node, right, gradient, false);
        return fromNext(node, x, gradient, false);
    }

    /** max(x[i], x[i+1]), along columns if {@code down}, else along rows. */
    private static String withNext(Graph graph, String x, boolean down) {
        return graph.emit("MaxPool", pair(down, 0, 1), x);
    }

    /** max(x[i−1], x[i]). */
    private static String withPrevious(Graph graph, String x, boolean down) {
        return graph.emit("MaxPool", pair(down, 1, 0), x);
    }

    private static Attributes pair(boolean down, long before, long after) {
        return Attributes.NONE
                .with("kernel_shape", down ? 2 : 1, down ? 1 : 2)
                .with("pads", down ? before : 0, down ? 0 : before, down ? after : 0, down ? 0 : after);
    }

    private static Depthwise taps(boolean down, long before, long after, boolean compare, float first, float second) {
        int height = down ? 2 : 1;
        int width = down ? 1 : 2;
        Depthwise taps =
                compare ? Depthwise.compare(height, width, first, second) : Depthwise.of(height, width, first, second);
        return down ? taps.padded(before, 0, after, 0) : taps.padded(0, before, 0, after);
    }

    /** Back through {@link #withNext}: the second takes what the first does not equal. */
    private static String fromNext(Backward node, String x, String gradient, boolean down) {
        String second = taps(down, 0, 1, true, -1, 1).above(node.graph(), x);
        String taken = node.multiply(gradient, second);
        return node.add(taps(down, 1, 0, false, 1, -1).apply(node.graph(), taken), gradient);
    }

    /** Back through {@link #withPrevious}: the second, which is the pixel itself, takes what the first does not equal. */
    private static String fromPrevious(Backward node, String x, String gradient, boolean down) {
        String second = taps(down, 1, 0, true, -1, 1).above(node.graph(), x);
        String taken = node.multiply(gradient, second);
        String next = taps(down, 0, 1, false, 0, 1).apply(node.graph(), gradient);
        return node.add(taps(down, 0, 1, false, 1, -1).apply(node.graph(), taken), next);
    }
}
