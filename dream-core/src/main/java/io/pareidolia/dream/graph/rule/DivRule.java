package io.pareidolia.dream.graph.rule;

/** y = a / b: ∂a = g/b, ∂b = −g·y/b. */
final class DivRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String quotient = node.divide(node.gradient(), node.input(1));
        node.giveSummed(0, quotient);
        if (node.wants(1)) {
            node.giveSummed(1, node.emit("Neg", node.multiply(quotient, node.output())));
        }
    }
}
