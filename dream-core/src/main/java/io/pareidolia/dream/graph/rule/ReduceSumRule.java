package io.pareidolia.dream.graph.rule;

/** y = Σ over axes: every element gets the gradient of its sum. */
final class ReduceSumRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, Repeated.along(node, axes(node)));
    }

    private static long[] axes(Backward node) {
        return node.node().hasInput(1) ? node.constant(1).longs() : new long[0];
    }
}
