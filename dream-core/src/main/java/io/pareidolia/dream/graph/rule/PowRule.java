package io.pareidolia.dream.graph.rule;

/** y = xᵖ: ∂x = g·p·xᵖ⁻¹, ∂p = g·y·ln x. */
final class PowRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        String x = node.input(0);
        String power = node.input(1);
        if (node.wants(0)) {
            String same = node.mask(power, x);
            String less = node.emit("Pow", x, node.subtract(same, node.number(1, x)));
            node.giveSummed(0, node.multiply(node.gradient(), node.multiply(less, same)));
        }
        if (node.wants(1)) {
            node.giveSummed(1, node.multiply(node.gradient(), node.multiply(node.output(), node.emit("Log", x))));
        }
    }
}
