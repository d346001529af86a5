package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.Arrays;
import java.util.stream.LongStream;

/** y = a·b for matrices, or stacks of them that may be repeated: ∂a = g·bᵀ, ∂b = aᵀ·g. */
final class MatMulRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        TensorType a = node.inputType(0);
        TensorType b = node.inputType(1);
        // a vector is a matrix of one row on the left and of one column on the right
        TensorType left = a.rank() == 1 ? a.withShape(1, a.dimension(0)) : a;
        TensorType right = b.rank() == 1 ? b.withShape(b.dimension(0), 1) : b;
        long[] result = Arrays.copyOf(
                node.outputType().shape(),
                node.outputType().rank() + (a.rank() == 1 ? 1 : 0) + (b.rank() == 1 ? 1 : 0));
        int rank = result.length;
        result[rank - 2] = left.dimension(-2);
        result[rank - 1] = right.dimension(-1);
        String g = node.reshaped(node.gradient(), a.withShape(result));
        if (node.wants(0)) {
            String share = node.emit("MatMul", g, transposed(node, node.reshaped(node.input(1), right)));
            node.give(0, node.reshaped(node.summed(share, left), a));
        }
        if (node.wants(1)) {
            String share = node.emit("MatMul", transposed(node, node.reshaped(node.input(0), left)), g);
            node.give(1, node.reshaped(node.summed(share, right), b));
        }
    }

    private static String transposed(Backward node, String matrix) {
        int rank = node.graph().type(matrix).rank();
        long[] order = LongStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1L;
        order[rank - 1] = rank - 2L;
        return node.emit("Transpose", Attributes.NONE.with("perm", order), matrix);
    }
}
