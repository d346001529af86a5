package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.Arrays;
import java.util.Set;

/** Resizing to the nearest element: each gradient goes back to the element that was copied. */
final class ResizeRule implements Rule {
    private static final Set<String> PLACES =
            Set.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn");

    private static final Set<String> ROUNDINGS = Set.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");

    @Override
    public void check(Graph graph, Node node) {
        String where = node.attributes().text("coordinate_transformation_mode", "half_pixel");
        String rounding = node.attributes().text("nearest_mode", "round_prefer_floor");
        if (!node.attributes().text("mode", "nearest").equals("nearest")
                || !PLACES.contains(where)
                || !ROUNDINGS.contains(rounding)) {
            throw new IllegalArgumentException("it resizes by other than the nearest element, which is not supported");
        }
        AxisAdjoint.check(graph, node);
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
