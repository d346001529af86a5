package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;

/** Padding: gradients go back to the elements that were copied, those of constant padding nowhere. */
final class PadRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        if (!graph.isConstant(node.input(1)) || (node.hasInput(2) && !graph.isConstant(node.input(2)))) {
            throw new IllegalArgumentException("it pads by what depends on the picture, which is not supported");
        }
        AxisAdjoint.check(graph, node);
    }

    @Override
    public void differentiate(Backward node) {
        long[] pads = node.constant(1).longs();
        int rank = pads.length / 2;
        String gradient = node.gradient();
        for (int axis = 0; axis < rank; axis++) {
            if (pads[axis] == 0 && pads[axis + rank] == 0) {
                continue;
            }
            long[] alone = new long[2 * rank];
            alone[axis] = pads[axis];
            alone[axis + rank] = pads[axis + rank];
            long size = node.inputType(0).dimension(axis);
            String moved = node.emit(
                    "Pad",
                    node.node().attributes(),
                    AxisAdjoint.positions(node, axis, rank, size),
                    node.vector(alone),
                    node.graph().constant(io.pareidolia.dream.graph.model.Tensor.scalar(-1)));
            gradient = AxisAdjoint.of(node, gradient, axis, AxisAdjoint.origins(node, moved), size);
        }
        node.give(0, gradient);
    }
}
