package io.pareidolia.dream.graph.rule;

/** y = x where x > 0, s·x elsewhere; the slopes s may be repeated along axes. */
final class PReluRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String x = node.input(0);
        String positive = node.above(x, node.number(0, x));
        String negative = node.subtract(node.number(1, x), positive);
        if (node.wants(0)) {
            String slope = node.add(positive, node.multiply(negative, node.input(1)));
            node.give(0, node.multiply(node.gradient(), slope));
        }
        if (node.wants(1)) {
            node.giveSummed(1, node.multiply(node.gradient(), node.multiply(negative, x)));
        }
    }
}
