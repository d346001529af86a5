package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;

/** From one float type to another, and back. */
final class CastRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.give(0, node.mask(node.gradient(), node.input(0)));
    }

    @Override
    public void check(Graph graph, Node node) {
        if (!graph.type(node.output()).isFloat() || !graph.type(node.input(0)).isFloat()) {
            throw new IllegalArgumentException("it turns the picture into whole numbers, which have no gradient");
        }
    }
}
