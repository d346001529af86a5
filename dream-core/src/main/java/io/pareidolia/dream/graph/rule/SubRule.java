package io.pareidolia.dream.graph.rule;

/** y = a − b. */
final class SubRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        node.giveSummed(0, node.gradient());
        if (node.wants(1)) {
            node.giveSummed(1, node.emit("Neg", node.gradient()));
        }
    }
}
