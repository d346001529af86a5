package io.pareidolia.dream.graph.rule;

/** y = x. */
final class IdentityRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.gradient());
    }
}
