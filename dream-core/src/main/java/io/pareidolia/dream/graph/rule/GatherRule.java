package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.Arrays;

/** Elements along one axis, chosen by number: their gradients go back to where they came from. */
final class GatherRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        if (!graph.isConstant(node.input(1)) || graph.type(node.input(1)).rank() != 1) {
            throw new IllegalArgumentException("it chooses by other than a constant list, which is not supported");
        }
        TensorType x = graph.type(node.input(0));
        long size = x.dimension((int) node.attributes().integer("axis", 0));
        for (long index : graph.value(node.input(1)).orElseThrow().longs()) {
            if (index < -size || index >= size) {
                throw new IllegalArgumentException("it chooses number " + index + " of " + size);
            }
        }
        AxisAdjoint.check(graph, node);
    }

    @Override
    public void differentiate(Backward node) {
        int rank = node.inputType(0).rank();
        long given = node.node().attributes().integer("axis", 0);
        int axis = (int) (given < 0 ? given + rank : given);
        long size = node.inputType(0).dimension(axis);
        long[] origins = Arrays.stream(node.constant(1).longs())
                .map(index -> index < 0 ? index + size : index)
                .toArray();
        node.give(0, AxisAdjoint.of(node, node.gradient(), axis, origins, size));
    }
}
