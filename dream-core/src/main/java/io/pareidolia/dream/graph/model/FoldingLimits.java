package io.pareidolia.dream.graph.model;

import io.pareidolia.dream.graph.model.OutputTypes.Inputs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How much may be computed before anything is dreamed: what a stranger's file can ask for must end soon. */
final class FoldingLimits {
    /** What all computed constants of a graph may take together, in bytes. */
    private static final long MOST_BYTES = 1L << 30;

    /** A few seconds on one core. */
    private static final long MOST_OPERATIONS = 1L << 34;

    private long bytes;
    private long operations;

    /** Counts a node that will be computed, and refuses it if that is too much or cannot be done at all. */
    void count(Graph graph, Node node, List<TensorType> results) {
        for (TensorType result : results) {
            bytes = Math.addExact(bytes, result.bytes());
        }
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("the constants that it computes take more than 1 GiB");
        }
        operations = Math.addExact(operations, operations(graph, node, results.get(0)));
        if (operations > MOST_OPERATIONS) {
            throw new IllegalArgumentException("the constants that it computes take too long");
        }
        if ((node.operator().equals("Div") || node.operator().equals("Mod"))
                && !results.get(0).isFloat()) {
            checkDivision(new Inputs(graph, node, List.of()));
        }
    }

    private static long operations(Graph graph, Node node, TensorType result) {
        long window = LongStream.of(node.attributes().integers("kernel_shape")).reduce(1, Math::multiplyExact);
        return switch (node.operator()) {
            case "MaxPool", "AveragePool" -> Math.multiplyExact(result.elements(), window);
            case "LRN" ->
                Math.multiplyExact(result.elements(), node.attributes().integer("size", 1));
            default -> GraphCost.operations(graph, node, result);
        };
    }

    /** A processor stops the whole program at a whole number divided by zero, or the least one by −1. */
    private static void checkDivision(Inputs in) {
        long[] divisors = in.longs(1);
        if (Arrays.stream(divisors).anyMatch(divisor -> divisor == 0)) {
            throw new IllegalArgumentException("it divides by zero");
        }
        if (Arrays.stream(divisors).anyMatch(divisor -> divisor == -1)
                && Arrays.stream(in.longs(0))
                        .anyMatch(number -> number == Long.MIN_VALUE || number == Integer.MIN_VALUE)) {
            throw new IllegalArgumentException("it divides the least whole number by -1");
        }
    }
}
