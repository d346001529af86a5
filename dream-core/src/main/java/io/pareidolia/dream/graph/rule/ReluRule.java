package io.pareidolia.dream.graph.rule;

/** y = max(x, 0): the gradient passes where y > 0. */
final class ReluRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        boolean passed = node.vanishesWithOutput();
        node.give(0, passed ? node.gradient() : passing(node, node.gradient(), node.output()));
    }

    /** {@code gradient} where {@code y}, which is nowhere negative, is above zero; zero elsewhere. */
    static String passing(Backward node, String gradient, String y) {
        String gate = node.blocked(node.graph().type(y))
                ? Depthwise.compare(1, 1, 1).above(node.graph(), y)
                : node.above(y, node.number(0, y));
        return node.multiply(gradient, gate);
    }
}
