package io.pareidolia.dream.graph.rule;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.Window;
import java.util.Arrays;

/** A convolution with constant weights: ∂x is the transposed convolution of the gradient with the same weights. */
final class ConvRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        if (!graph.isConstant(node.input(1)) || (node.hasInput(2) && !graph.isConstant(node.input(2)))) {
            throw new IllegalArgumentException("it has weights that depend on the picture, which is not supported");
        }
        if (graph.type(node.input(1)).element() != DataType.FLOAT) {
            throw new IllegalArgumentException("it has weights that are not float32, which is not supported");
        }
    }

    @Override
    public void differentiate(Backward node) {
        Tensor weights = node.constant(1);
        long[] shape = weights.shape();
        Window window = Window.of(node.node(), node.inputType(0), Arrays.copyOfRange(shape, 2, shape.length));
        int groups = (int) node.node().attributes().integer("group", 1);
        if (groups > 1 || !node.blocked(node.outputType())) {
            node.give(0, WindowAdjoint.of(node, node.gradient(), weights, groups, window));
            return;
        }
        for (ChannelPart part : ChannelPart.of(node.graph(), node.input(0))) {
            if (!node.graph().isConstant(part.tensor())) {
                Tensor cut = part.weights(node.graph(), weights);
                node.giveTo(part.tensor(), WindowAdjoint.of(node, node.gradient(), cut, 1, window));
            }
        }
    }
}
