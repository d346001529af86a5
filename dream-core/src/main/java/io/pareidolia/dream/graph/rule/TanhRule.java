package io.pareidolia.dream.graph.rule;

/** y = tanh x: ∂x = g·(1 − y²). */
final class TanhRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String square = node.multiply(node.output(), node.output());
        node.give(0, node.multiply(node.gradient(), node.subtract(node.number(1, square), square)));
    }
}
