package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the nodes that are walked backwards tell about each other. */
public final class Forward {
    private final Map<String, Node> producers = new HashMap<>();
    private final Set<String> rectified = new HashSet<>();
    private final Map<String, Phases> phases = new HashMap<>();

    /** Looks at {@code nodes}, which are in forward order. */
    public Forward(Graph graph, List<Node> nodes) {
        for (Node node : nodes) {
            node.outputs().forEach(output -> producers.put(output, node));
            if (rectifies(graph, node)) {
                rectified.add(node.output());
            }
        }
    }

    /** The node that makes a tensor, if its operator is this one. */
    Optional<Node> producer(String tensor, String operator) {
        return Optional.ofNullable(producers.get(tensor))
                .filter(node -> node.operator().equals(operator));
    }

    /**
     * True for a tensor that is nowhere negative, and that passes no gradient on where it is zero. A pool over it may
     * see zeros in its padding: where they tie with the maximum, it does not matter who gets the gradient.
     */
    public boolean isRectified(String tensor) {
        return rectified.contains(tensor);
    }

    /** Tells those in front that a gradient was laid together from parts. */
    void remember(String gradient, Phases parts) {
        phases.put(gradient, parts);
    }

    /** The parts that a gradient was laid together from. */
    Optional<Phases> phases(String gradient) {
        return Optional.ofNullable(phases.get(gradient));
    }

    private boolean rectifies(Graph graph, Node node) {
        return switch (node.operator()) {
            case "Relu", "Sigmoid", "HardSigmoid", "Exp", "Softmax" -> true;
            case "Clip" -> clipsBelow(graph, node);
            case "MaxPool", "AveragePool", "Identity", "Dropout" -> isRectified(node.input(0));
            case "Concat" -> node.inputs().stream().allMatch(this::isRectified);
            case "LRN" -> normalizes(node) && isRectified(node.input(0));
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
