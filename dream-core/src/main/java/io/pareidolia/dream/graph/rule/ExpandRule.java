package io.pareidolia.dream.graph.rule;

/** Repeated along axes: the gradients of the copies are added. */
final class ExpandRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.giveSummed(0, node.gradient());
    }
}
