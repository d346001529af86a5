package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;

/** y = softmax x along an axis: ∂x = y·(g − Σ g·y). */
final class SoftmaxRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String y = node.output();
        long axis = node.node().attributes().integer("axis", -1);
        String total = node.emit(
                "ReduceSum", Attributes.NONE.with("keepdims", 1), node.multiply(node.gradient(), y), node.vector(axis));
        node.give(0, node.multiply(y, node.subtract(node.gradient(), total)));
    }
}
