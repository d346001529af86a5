package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.TensorType;

/** The gradient of a result that was reduced over axes, repeated over those again. */
final class Repeated {
    private Repeated() {}

    /** No axes are all of them, unless the node says that they are none. */
    static String along(Backward node, long[] axes) {
        TensorType x = node.inputType(0);
        if (node.outputType().sameShape(x)) {
            return node.gradient();
        }
        long[] kept = x.shape();
        for (int i = 0; i < kept.length; i++) {
            if (axes.length == 0) {
                kept[i] = 1;
            }
        }
        for (long axis : axes) {
            kept[(int) (axis < 0 ? axis + kept.length : axis)] = 1;
        }
        String small = node.reshaped(node.gradient(), x.withShape(kept));
        return node.emit("Expand", small, node.vector(x.shape()));
    }
}
