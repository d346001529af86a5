package io.pareidolia.dream.graph.rule;

/** y = √x: ∂x = g/(2y). */
final class SqrtRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.divide(node.scaled(node.gradient(), 0.5), node.output()));
    }
}
