package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;

/** y = α·A′·B′ + β·C, where A′ and B′ may be transposed: ∂A′ = α·g·B′ᵀ, ∂B′ = α·A′ᵀ·g, ∂C = β·g. */
final class GemmRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        Attributes attributes = node.node().attributes();
        long left = attributes.integer("transA", 0);
        long right = attributes.integer("transB", 0);
        Attributes alpha = Attributes.NONE.with("alpha", attributes.number("alpha", 1));
        String g = node.gradient();
        String a = node.input(0);
        String b = node.input(1);
        if (node.wants(0)) {
            node.give(
                    0,
                    left == 0
                            ? node.emit("Gemm", alpha.with("transB", 1 - right), g, b)
                            : node.emit("Gemm", alpha.with("transA", right).with("transB", 1), b, g));
        }
        if (node.wants(1)) {
            node.give(
                    1,
                    right == 0
                            ? node.emit("Gemm", alpha.with("transA", 1 - left), a, g)
                            : node.emit("Gemm", alpha.with("transA", 1).with("transB", left), g, a));
        }
        if (node.wants(2)) {
            node.giveSummed(2, node.scaled(g, attributes.number("beta", 1)));
        }
    }
}
