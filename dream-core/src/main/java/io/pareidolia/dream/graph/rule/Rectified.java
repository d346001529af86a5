package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.Optional;

/**
 * Tensors that are nowhere negative, and that pass no gradient on where they are zero. A pool over such a tensor may see
 * zeros in its padding: where they tie with the maximum, it does not matter who gets the gradient.
 */
public final class Rectified {
    private Rectified() {}

    /** True if this is known of a tensor of a graph. */
    public static boolean is(Graph graph, String tensor) {
        Optional<Node> producer = graph.producer(tensor);
        if (producer.isEmpty()) {
            return false;
        }
        Node node = producer.get();
        return switch (node.operator()) {
            case "Relu", "Sigmoid", "HardSigmoid", "Exp", "Softmax" -> true;
            case "Clip" -> clipsBelow(graph, node);
            case "MaxPool", "AveragePool", "Identity", "Dropout" -> is(graph, node.input(0));
            case "Concat" -> node.inputs().stream().allMatch(input -> is(graph, input));
            case "LRN" -> normalizes(node) && is(graph, node.input(0));
            default -> false;
        };
    }

    private static boolean clipsBelow(Graph graph, Node node) {
        return node.hasInput(1)
                && graph.isConstant(node.input(1))
                && graph.value(node.input(1)).map(Tensor::doubles).orElseThrow()[0] >= 0;
    }

    /** Divides by a number that is positive. */
    private static boolean normalizes(Node node) {
        return node.attributes().number("bias", 1) > 0 && node.attributes().number("alpha", 1e-4f) >= 0;
    }
}
