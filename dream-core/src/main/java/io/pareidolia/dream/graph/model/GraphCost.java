package io.pareidolia.dream.graph.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What running a graph costs, counted before it runs.
 *
 * @param operations multiplications and additions of convolutions and matrix products, and one for each element that
 *     any other node makes
 * @param tensorBytes the most that tensors which are needed at the same time take
 * @param constantBytes what the weights take
 */
public record GraphCost(long operations, long tensorBytes, long constantBytes) {
    /** The cost of what {@code outputs} of a graph need. */
    public static GraphCost of(Graph graph, List<String> outputs) {
        List<Node> nodes = graph.needed(outputs);
        Map<String, Integer> lastReader = new HashMap<>();
        long constants = 0;
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).inputs()) {
                if (!input.isEmpty() && lastReader.put(input, i) == null && graph.isConstant(input)) {
                    constants += graph.type(input).bytes();
                }
            }
        }
        long operations = 0;
        long now = 0;
        long most = 0;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            operations += operations(graph, node, result(graph, node));
            for (String output : node.outputs()) {
                now += output.isEmpty() ? 0 : graph.type(output).bytes();
            }
            most = Math.max(most, now);
            for (String input : node.inputs()) {
                if (!input.isEmpty() && lastReader.getOrDefault(input, -1) == i && !graph.isConstant(input)) {
                    now -= graph.type(input).bytes();
                    lastReader.remove(input);
                }
            }
        }
        return new GraphCost(operations, most, constants);
    }

    private static TensorType result(Graph graph, Node node) {
        return graph.type(node.outputs().stream()
                .filter(output -> !output.isEmpty())
                .findFirst()
                .orElseThrow());
    }

    /** What a node costs whose first result is of type {@code result}. */
    static long operations(Graph graph, Node node, TensorType result) {
        long elements = result.elements();
        return switch (node.operator()) {
            case "Conv" -> 2 * elements * perResult(graph.type(node.input(1)));
            case "ConvTranspose" -> 2 * graph.type(node.input(0)).elements() * perResult(graph.type(node.input(1)));
            case "MatMul", "Gemm" -> 2 * elements * inner(graph, node);
            default -> elements;
        };
    }

    /** How many weights meet in one result of a convolution. */
    private static long perResult(TensorType weights) {
        return Arrays.stream(weights.shape()).skip(1).reduce(1, (a, b) -> a * b);
    }

    private static long inner(Graph graph, Node node) {
        TensorType left = graph.type(node.input(0));
        boolean transposed = node.attributes().integer("transA", 0) != 0;
        return left.dimension(transposed ? 0 : -1);
    }
}
