package io.pareidolia.dream.graph.check;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known about the signs of a tensor without running anything. */
final class Signs {
    /** How many nodes back to look. */
    private static final int DEPTH = 16;

    private static final Set<String> NEVER = Set.of("Relu", "Sigmoid", "HardSigmoid", "Softmax", "Exp", "Sqrt", "Abs");
    private static final Set<String> KEEPING = Set.of(
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "LRN",
            "Concat",
            "Add",
            "Sum",
            "Mul",
            "Max",
            "Dropout",
            "Identity",
            "Reshape",
            "Transpose",
            "Slice");

    private Signs() {}

    /** True if no element can be negative. */
    static boolean notNegative(Graph graph, String tensor) {
        return notNegative(graph, tensor, DEPTH, new HashMap<>());
    }

    private static boolean notNegative(Graph graph, String tensor, int depth, Map<String, Boolean> known) {
        Boolean answered = known.get(tensor);
        if (answered == null) {
            answered = made(graph, tensor, depth, known);
            known.put(tensor, answered);
        }
        return answered;
    }

    private static boolean made(Graph graph, String tensor, int depth, Map<String, Boolean> known) {
        Optional<Node> maker = graph.producer(tensor);
        if (maker.isEmpty() || depth == 0) {
            return false;
        }
        Node node = maker.get();
        if (NEVER.contains(node.operator())) {
            return true;
        }
        // shapes and the like are constants beside what counts
        return KEEPING.contains(node.operator())
                && node.inputs().stream()
                        .filter(input -> !input.isEmpty() && !graph.isConstant(input))
                        .allMatch(input -> notNegative(graph, input, depth - 1, known))
                && node.inputs().stream()
                        .filter(graph::isConstant)
                        .noneMatch(input -> graph.type(input).isFloat());
    }
}
