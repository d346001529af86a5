package io.pareidolia.dream.graph.rule;

/** y = a + b. */
final class AddRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.giveSummed(0, node.gradient());
        node.giveSummed(1, node.gradient());
    }
}
