package io.pareidolia.dream.graph;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Frees sizes that a file bakes into constants. At the network's own size both sides of a Reshape are known: leading
 * and trailing dimensions that are equal there were meant to stay what they are, and what lies between is regrouped.
 */
final class Loosening {
    private final Graph graph;
    private final @Nullable Graph reference;

    Loosening(Graph graph, @Nullable Graph reference) {
        this.graph = graph;
        this.reference = reference;
    }

    /** The node itself, or one that says the same at this size. */
    Node of(Node node) {
        if (reference == null || node.inputs().size() < 2 || !reference.knows(node.output())) {
            return node;
        }
        Optional<Tensor> baked = node.operator().equals("Reshape")
                ? graph.isConstant(node.input(1)) && reference.isConstant(node.input(1))
                        ? reference.value(node.input(1))
                        : Optional.empty()
                : Optional.empty();
        if (baked.isEmpty() || !graph.knows(node.input(0))) {
            return node;
        }
        long[] shape = reshaped(
                reference.type(node.input(0)),
                reference.type(node.output()),
                graph.type(node.input(0)),
                baked.get().longs());
        if (Arrays.equals(shape, baked.get().longs())) {
            return node;
        }
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, graph.constant(Tensor.vector(shape)));
        return node.with(inputs, node.outputs());
    }

    private static long[] reshaped(TensorType from, TensorType to, TensorType now, long[] baked) {
        if (from.rank() != now.rank() || from.sameShape(now)) {
            return baked;
        }
        long[] result = to.shape();
        int head = 0;
        while (head < from.rank() && head < to.rank() && from.dimension(head) == to.dimension(head)) {
            result[head] = now.dimension(head);
            head++;
        }
        int tail = 0;
        while (tail < from.rank() - head
                && tail < to.rank() - head
                && from.dimension(from.rank() - 1 - tail) == to.dimension(to.rank() - 1 - tail)) {
            result[to.rank() - 1 - tail] = now.dimension(now.rank() - 1 - tail);
            tail++;
        }
        long before = 1;
        long after = 1;
        for (int i = head; i < from.rank() - tail; i++) {
            before *= from.dimension(i);
            after *= now.dimension(i);
        }
        if (before == after) {
            return result;
        }
        // several pixels became one axis: only that one can have grown
        if (to.rank() - tail - head == 1) {
            result[head] = after;
            return result;
        }
        return baked;
    }
}
