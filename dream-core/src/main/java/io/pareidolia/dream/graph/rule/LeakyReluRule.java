package io.pareidolia.dream.graph.rule;

/** y = x where x > 0, αx elsewhere. */
final class LeakyReluRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String x = node.input(0);
        float alpha = node.node().attributes().number("alpha", 0.01f);
        String slope = node.add(node.scaled(node.above(x, node.number(0, x)), 1 - alpha), node.number(alpha, x));
        node.give(0, node.multiply(node.gradient(), slope));
    }
}
