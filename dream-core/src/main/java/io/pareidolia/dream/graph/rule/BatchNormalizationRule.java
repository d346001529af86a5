package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.Arrays;

/** y = (x − mean)·scale/√(variance + ε) + bias, with the statistics of the training: ∂x = g·scale/√(variance + ε). */
final class BatchNormalizationRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        for (int i = 1; i < 5; i++) {
            if (!graph.isConstant(node.input(i))) {
                throw new IllegalArgumentException(
                        "it normalises by what depends on the picture, which is not supported");
            }
            TensorType numbers = graph.type(node.input(i));
            TensorType x = graph.type(node.input(0));
            if (x.rank() < 2 || numbers.rank() != 1 || numbers.elements() != x.dimension(1) || !numbers.isFloat()) {
                throw new IllegalArgumentException("its numbers " + numbers + " do not fit its input " + x);
            }
        }
    }

    @Override
    public void differentiate(Backward node) {
        double[] scale = node.constant(1).doubles();
        double[] variance = node.constant(4).doubles();
        float epsilon = node.node().attributes().number("epsilon", 1e-5f);
        float[] slope = new float[scale.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (float) (scale[i] / Math.sqrt(variance[i] + epsilon));
        }
        if (node.blocked(node.outputType())) {
            node.give(0, Depthwise.scale(node.graph(), node.gradient(), slope));
            return;
        }
        long[] shape = new long[Math.max(2, node.inputType(0).rank())];
        Arrays.fill(shape, 1);
        shape[1] = slope.length;
        node.give(0, node.multiply(node.gradient(), node.graph().numbers(slope, node.gradient(), shape)));
    }
}
