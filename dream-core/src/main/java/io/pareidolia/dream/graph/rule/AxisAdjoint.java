package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The adjoint of choosing elements along one axis: each gradient goes back to where its element came from. */
final class AxisAdjoint {
    /** Places along an axis are counted one by one. */
    private static final long LONGEST_AXIS = 1 << 22;

    private static final long LARGEST_MATRIX = 1 << 26;

    private AxisAdjoint() {}

    /** Refuses axes that are longer than any of a picture's. */
    static void check(Graph graph, Node node) {
        for (String tensor : List.of(node.input(0), node.output())) {
            if (Arrays.stream(graph.type(tensor).shape()).anyMatch(size -> size > LONGEST_AXIS)) {
                throw new IllegalArgumentException("it moves elements along an axis of "
                        + Arrays.stream(graph.type(tensor).shape()).max().orElse(0) + ", which is too long");
            }
        }
    }

    /**
     * Carries gradients back to where elements came from.
     *
     * @param origins for each position of the gradient along the axis, the position it came from; −1 for none
     * @param size of the axis that they came from
     */
    static String of(Backward node, String gradient, int axis, long[] origins, long size) {
        if (origins.length == size
                && Arrays.equals(origins, LongStream.range(0, size).toArray())) {
            return gradient;
        }
        int first = 0;
        while (first < origins.length && origins[first] < 0) {
            first++;
        }
        int last = origins.length;
        while (last > first && origins[last - 1] < 0) {
            last--;
        }
        long[] inner = Arrays.copyOfRange(origins, first, last);
        if (inner.length > 0 && consecutive(inner)) {
            return moved(node, cut(node, gradient, axis, first, last), axis, inner[0], size - inner[0] - inner.length);
        }
        if (Arrays.stream(inner).distinct().count() == inner.length) {
            return gathered(node, cut(node, gradient, axis, first, last), axis, inner, size);
        }
        return multiplied(node, gradient, axis, origins, size);
    }

    private static boolean consecutive(long[] origins) {
        for (int i = 1; i < origins.length; i++) {
            if (origins[i] != origins[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    private static String cut(Backward node, String gradient, int axis, int first, int last) {
        if (first == 0 && last == node.graph().type(gradient).dimension(axis)) {
            return gradient;
        }
        return node.emit("Slice", gradient, node.vector(first), node.vector(last), node.vector(axis));
    }

    private static String moved(Backward node, String gradient, int axis, long before, long after) {
        int rank = node.graph().type(gradient).rank();
        long[] pads = new long[2 * rank];
        pads[axis] = before;
        pads[axis + rank] = after;
        return before == 0 && after == 0 ? gradient : node.emit("Pad", gradient, node.vector(pads));
    }

    /** Every element came from a place of its own: fetch each, and a zero for places that nothing came from. */
    private static String gathered(Backward node, String gradient, int axis, long[] origins, long size) {
        long[] places = new long[(int) size];
        Arrays.fill(places, origins.length);
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] >= 0) {
                places[(int) origins[i]] = i;
            }
        }
        String padded = moved(node, gradient, axis, 0, 1);
        return node.emit("Gather", Attributes.NONE.with("axis", axis), padded, node.vector(places));
    }

    /** In general a product with a matrix of zeros and ones. */
    private static String multiplied(Backward node, String gradient, int axis, long[] origins, long size) {
        if (origins.length * size > LARGEST_MATRIX) {
            throw new IllegalArgumentException(
                    "it repeats elements along an axis of " + origins.length + ", which is too long");
        }
        float[] matrix = new float[Math.toIntExact(origins.length * size)];
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] >= 0) {
                matrix[(int) (i * size + origins[i])] = 1;
            }
        }
        TensorType type = node.graph().type(gradient);
        long[] swap = LongStream.range(0, type.rank()).toArray();
        swap[axis] = type.rank() - 1L;
        swap[type.rank() - 1] = axis;
        Attributes exchange = Attributes.NONE.with("perm", swap);
        boolean inside = axis < type.rank() - 1L;
        String turned = inside ? node.emit("Transpose", exchange, gradient) : gradient;
        String product = node.emit("MatMul", turned, node.graph().numbers(matrix, gradient, origins.length, size));
        return inside ? node.emit("Transpose", exchange, product) : product;
    }

    /** What an operator does to the positions along one axis, found by letting it do that to their numbers. */
    static long[] origins(Backward node, String moved) {
        Tensor positions = node.graph().value(moved).orElseThrow();
        double[] numbers = positions.doubles();
        return Arrays.stream(numbers).mapToLong(Math::round).toArray();
    }

    /** The positions 0, 1, 2 … along one axis of a tensor that is of size 1 along the others. */
    static String positions(Backward node, int axis, int rank, long size) {
        float[] numbers = new float[Math.toIntExact(size)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[axis] = size;
        return node.graph().constant(Tensor.of(numbers, shape));
    }
}
