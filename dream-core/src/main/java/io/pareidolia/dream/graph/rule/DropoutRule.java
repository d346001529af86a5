package io.pareidolia.dream.graph.rule;

/** Nothing is dropped while dreaming: y = x. */
final class DropoutRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.gradient());
    }
}
