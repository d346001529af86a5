package io.pareidolia.dream.graph.rule;

/** y = clip(αx + β, 0, 1): ∂x = α·g where 0 < y < 1. */
final class HardSigmoidRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String y = node.output();
        String inside = node.multiply(node.above(y, node.number(0, y)), node.above(node.number(1, y), y));
        float alpha = node.node().attributes().number("alpha", 0.2f);
        node.give(0, node.multiply(node.gradient(), node.scaled(inside, alpha)));
    }
}
