package io.pareidolia.dream.graph.rule;

/** y = x within the bounds: the gradient passes where the result lies between them. */
final class ClipRule implements Rule {
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
