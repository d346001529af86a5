package io.pareidolia.dream.graph.rule;

/** y = a · b: each gets the gradient times the other. */
final class MulRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        for (int i = 0; i < 2; i++) {
            if (node.wants(i)) {
                node.giveSummed(i, node.multiply(node.gradient(), node.input(1 - i)));
            }
        }
    }
}
