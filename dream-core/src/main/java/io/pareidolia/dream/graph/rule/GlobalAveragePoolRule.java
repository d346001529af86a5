package io.pareidolia.dream.graph.rule;

/** y = the mean of each channel: every pixel gets its share of the gradient. */
final class GlobalAveragePoolRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        double count = (double) node.inputType(0).elements() / node.outputType().elements();
        node.give(
                0,
                node.emit(
                        "Expand",
                        node.scaled(node.gradient(), 1 / count),
                        node.vector(node.inputType(0).shape())));
    }
}
