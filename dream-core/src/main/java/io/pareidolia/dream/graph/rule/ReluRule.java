package io.pareidolia.dream.graph.rule;

/** y = max(x, 0): the gradient passes where y > 0. */
final class ReluRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.multiply(node.gradient(), node.above(node.output(), node.number(0, node.output()))));
    }
}
