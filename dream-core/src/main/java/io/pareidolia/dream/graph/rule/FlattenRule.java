package io.pareidolia.dream.graph.rule;

/** The same elements in another shape. */
final class FlattenRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.reshaped(node.gradient(), node.inputType(0)));
    }
}
