package io.pareidolia.dream.graph.rule;

/** y = the mean of any number of inputs. */
final class MeanRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        int count = node.node().inputs().size();
        String share = node.scaled(node.gradient(), 1.0 / count);
        for (int i = 0; i < count; i++) {
            node.giveSummed(i, share);
        }
    }
}
