package io.pareidolia.dream.graph.rule;

/** y = the largest of the inputs: the gradient goes to the first that equals it. */
final class MaxRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        FirstEqual.share(node);
    }
}
