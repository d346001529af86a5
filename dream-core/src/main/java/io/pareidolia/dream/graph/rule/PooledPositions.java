package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Node;
import java.util.List;

/** The gradient of a maximum, put where the pool found it. */
final class PooledPositions {
    private PooledPositions() {}

    /**
     * Finds the positions with a pool of the same geometry and scatters the gradient to them.
     *
     * @param pool the attributes of a MaxPool over the node's input
     * @param overlapping whether two windows can choose the same pixel, so that numbers must be added
     */
    static String scatter(Backward node, Attributes pool, boolean overlapping) {
        String values = node.graph().fresh("MaxPool");
        String positions = node.graph().fresh("Indices");
        node.graph().add(new Node("", "MaxPool", List.of(node.input(0)), List.of(values, positions), pool));
        String zeros =
                node.emit("ConstantOfShape", node.vector(node.inputType(0).elements()));
        Attributes attributes = Attributes.NONE.with("axis", 0);
        String scattered = node.emit(
                "ScatterElements",
                overlapping ? attributes.with("reduction", "add") : attributes,
                zeros,
                node.emit("Reshape", positions, node.vector(-1)),
                node.emit("Reshape", node.gradient(), node.vector(-1)));
        return node.reshaped(scattered, node.inputType(0));
    }
}
