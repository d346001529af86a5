package io.pareidolia.dream.graph.rule;

/** y = 1/(1 + e⁻ˣ): ∂x = g·y·(1 − y). */
final class SigmoidRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String slope = node.multiply(node.output(), node.subtract(node.number(1, node.output()), node.output()));
        node.give(0, node.multiply(node.gradient(), slope));
    }
}
