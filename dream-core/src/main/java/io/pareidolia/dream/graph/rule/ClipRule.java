package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;

/** y = x within the bounds: the gradient passes where the result lies between them. */
final class ClipRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        for (int i = 1; i < node.inputs().size(); i++) {
            if (node.hasInput(i) && !graph.isConstant(node.input(i))) {
                throw new IllegalArgumentException("it has bounds that depend on the picture, which is not supported");
            }
            if (node.hasInput(i) && graph.type(node.input(i)).rank() != 0) {
                throw new IllegalArgumentException("it has bounds that are no single numbers");
            }
        }
    }

    @Override
    public void differentiate(Backward node) {
        String passing = node.gradient();
        if (node.node().hasInput(1)) {
            passing = node.multiply(passing, node.above(node.output(), node.input(1)));
        }
        if (node.node().hasInput(2)) {
            passing = node.multiply(passing, node.above(node.input(2), node.output()));
        }
        node.give(0, passing);
    }
}
