package io.pareidolia.dream.graph.rule;

/** y = the mean over axes: every element gets its share of the gradient. */
final class ReduceMeanRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        long[] axes = node.node().attributes().integers("axes");
        double count = (double) node.inputType(0).elements() / node.outputType().elements();
        node.give(0, node.scaled(Repeated.along(node, axes), 1 / count));
    }
}
