package io.pareidolia.dream.graph.rule;

/** y = x·clip(x/6 + ½, 0, 1): ∂x = g·(x/3 + ½) where −3 < x < 3, g above, 0 below. */
final class HardSwishRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String x = node.input(0);
        String high = node.above(x, node.number(3, x));
        String inside = node.subtract(node.above(x, node.number(-3, x)), high);
        String slope = node.add(node.scaled(x, 1.0 / 3), node.number(0.5, x));
        node.give(0, node.multiply(node.gradient(), node.add(node.multiply(inside, slope), high)));
    }
}
