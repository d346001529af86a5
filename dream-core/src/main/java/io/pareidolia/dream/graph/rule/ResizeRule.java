package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.Arrays;

/** Resizing to the nearest element: each gradient goes back to the element that was copied. */
final class ResizeRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        if (!node.attributes().text("mode", "nearest").equals("nearest")
                || node.attributes().text("coordinate_transformation_mode", "").equals("tf_crop_and_resize")) {
            throw new IllegalArgumentException("it resizes by other than the nearest element, which is not supported");
        }
    }

    @Override
    public void differentiate(Backward node) {
        int rank = node.inputType(0).rank();
        String gradient = node.gradient();
        for (int axis = 0; axis < rank; axis++) {
            long size = node.inputType(0).dimension(axis);
            String positions = AxisAdjoint.positions(node, axis, rank, size);
            String moved;
            if (node.node().hasInput(3)) {
                long[] alone = new long[rank];
                Arrays.fill(alone, 1);
                alone[axis] = node.constant(3).longs()[axis];
                moved = node.emit("Resize", node.node().attributes(), positions, "", "", node.vector(alone));
            } else {
                float[] alone = new float[rank];
                Arrays.fill(alone, 1);
                alone[axis] = (float) node.constant(2).doubles()[axis];
                moved = node.emit(
                        "Resize",
                        node.node().attributes(),
                        positions,
                        "",
                        node.graph().constant(Tensor.of(alone, rank)));
            }
            gradient = AxisAdjoint.of(node, gradient, axis, AxisAdjoint.origins(node, moved), size);
        }
        node.give(0, gradient);
    }
}
