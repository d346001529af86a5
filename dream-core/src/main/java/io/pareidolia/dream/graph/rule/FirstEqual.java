package io.pareidolia.dream.graph.rule;

/** Shares a gradient among inputs of which the result is one: the first that equals it gets it all. */
final class FirstEqual {
    private FirstEqual() {}

    static void share(Backward node) {
        String rest = node.gradient();
        for (int i = 0; i < node.node().inputs().size(); i++) {
            String taken =
                    node.multiply(rest, node.mask(node.emit("Equal", node.input(i), node.output()), node.output()));
            node.giveSummed(i, taken);
            rest = node.subtract(rest, taken);
        }
    }
}
