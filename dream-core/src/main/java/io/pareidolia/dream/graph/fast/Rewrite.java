package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import java.util.List;
import java.util.Optional;

/** One way to write a node differently. */
interface Rewrite {
    /**
     * The nodes that take a node's place, in order, with the same outputs; empty if it stays.
     *
     * @param graph what has been written of the new graph: everything in front of the node
     * @param uses how many nodes read a tensor, and one more if it is wanted itself
     */
    Optional<List<Node>> of(Node node, Graph graph, Uses uses);

    /** Counts the readers of tensors. */
    @FunctionalInterface
    interface Uses {
        int of(String tensor);
    }
}
