package io.pareidolia.dream.graph.rule;

/** y = Σ of any number of inputs. */
final class SumRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        for (int i = 0; i < node.node().inputs().size(); i++) {
            node.giveSummed(i, node.gradient());
        }
    }
}
