package io.pareidolia.dream.graph.rule;

/** y = eˣ: ∂x = g·y. */
final class ExpRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.multiply(node.gradient(), node.output()));
    }
}
