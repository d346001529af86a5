package io.pareidolia.dream.graph;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.SliceAxis;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Frees sizes that a file bakes into constants. As the file is written, what goes into a node and what comes out are
 * known; where that proves what a constant was meant to say, the node says it of another size. Numbers that the file
 * computes from shapes are right at each size and stay.
 */
final class Loosening {
    private final Graph graph;
    private final Graph written;
    private final boolean open;

    /**
     * Frees the nodes of one graph.
     *
     * @param graph the one that is being built
     * @param written the same network as its file is written, batch and size included
     * @param open whether the file leaves the picture's size open, so that places in it are meant as they are said
     */
    Loosening(Graph graph, Graph written, boolean open) {
        this.graph = graph;
        this.written = written;
        this.open = open;
    }

    /**
     * The node itself, or one that says the same at this size.
     *
     * @throws IllegalArgumentException if the node means a size that nothing proves
     */
    Node of(Node node) {
        if (!written.knows(node.output())
                || !graph.knows(node.input(0))
                || written.type(node.input(0)).rank()
                        != graph.type(node.input(0)).rank()
                || written.type(node.input(0)).sameShape(graph.type(node.input(0)))) {
            return node;
        }
        return switch (node.operator()) {
            case "Reshape" -> with(node, 1, this::reshaped);
            case "Expand" -> with(node, 1, this::expanded);
            case "Resize" -> open ? node : with(node, 3, this::resized);
            case "Slice" -> open ? node : with(node, 2, this::sliced);
            default -> node;
        };
    }

    private interface Meaning {
        /** What {@code baked} means at this size; itself if it means no size. */
        long[] of(Node node, TensorType from, TensorType now, long[] baked);
    }

    private Node with(Node node, int index, Meaning meaning) {
        Optional<Tensor> baked =
                written.isConstant(node.input(index)) ? written.value(node.input(index)) : Optional.empty();
        Optional<Tensor> here = graph.isConstant(node.input(index)) ? graph.value(node.input(index)) : Optional.empty();
        if (baked.isEmpty()
                || here.isEmpty()
                || !Arrays.equals(baked.get().longs(), here.get().longs())) {
            return node;
        }
        long[] now = meaning.of(
                node,
                written.type(node.input(0)),
                graph.type(node.input(0)),
                baked.get().longs());
        if (Arrays.equals(now, baked.get().longs())) {
            return node;
        }
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(index, graph.constant(Tensor.vector(now)));
        return node.with(inputs, node.outputs());
    }

    /** Dimensions are regrouped as they are in the file: each smallest group that holds equally many elements. */
    private long[] reshaped(Node node, TensorType from, TensorType now, long[] baked) {
        TensorType to = written.type(node.output());
        long[] result = to.shape();
        int i = 0;
        int j = 0;
        while (j < to.rank()) {
            int firstOfTo = j;
            long before = 1;
            long here = 1;
            long after = to.dimension(j++);
            int taken = 0;
            while (before != after || taken == 0) {
                if (before <= after && i < from.rank()) {
                    before *= from.dimension(i);
                    here *= now.dimension(i++);
                    taken++;
                } else if (j < to.rank()) {
                    after *= to.dimension(j++);
                } else {
                    break;
                }
            }
            while (j == to.rank() && i < from.rank()) {
                before *= from.dimension(i);
                here *= now.dimension(i++);
                taken++;
            }
            if (before == here) {
                continue;
            }
            int grown = only(to, firstOfTo, j);
            boolean alone = taken == 1 && j - firstOfTo == 1;
            if (grown < 0 || (!alone && leavesOpen(baked, from, to, grown))) {
                // it grew, but into which of several? Or the file itself says which one grows
                return baked;
            }
            result[grown] = here;
        }
        return result;
    }

    /** The one dimension of a group that is not 1, or the first if all are; −1 if there are several. */
    private static int only(TensorType type, int first, int end) {
        int found = -1;
        for (int i = first; i < end; i++) {
            if (type.dimension(i) != 1) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found < 0 ? first : found;
    }

    /** True if the file leaves another dimension open than {@code index}, and not merely the batch. */
    private static boolean leavesOpen(long[] baked, TensorType from, TensorType to, int index) {
        for (int i = 0; i < baked.length; i++) {
            boolean batch = i == 0 && to.dimension(0) == from.dimension(0);
            if (baked[i] == -1 && i != index && !batch && to.dimension(i) > 1) {
                return true;
            }
        }
        return false;
    }

    /** A dimension that was as large before stays as large as it is; 1 says so. */
    private long[] expanded(Node node, TensorType from, TensorType now, long[] baked) {
        long[] result = baked.clone();
        for (int i = 0; i < Math.min(baked.length, from.rank()); i++) {
            if (baked[baked.length - 1 - i] == from.dimension(from.rank() - 1 - i)) {
                result[baked.length - 1 - i] = 1;
            }
        }
        return result;
    }

    /** Sizes are meant as their ratio to what they were made of. */
    private long[] resized(Node node, TensorType from, TensorType now, long[] baked) {
        long[] result = baked.clone();
        for (int i = 0; i < baked.length; i++) {
            if (from.dimension(i) != now.dimension(i)) {
                long product = Math.multiplyExact(baked[i], now.dimension(i));
                if (product % from.dimension(i) != 0) {
                    throw new IllegalArgumentException("it is written for " + baked[i] + " pixels made of "
                            + from.dimension(i) + ", and has " + now.dimension(i));
                }
                result[i] = product / from.dimension(i);
            }
        }
        return result;
    }

    /** An end that is the end of the input stays that; one within it means a place that nothing proves. */
    private long[] sliced(Node node, TensorType from, TensorType now, long[] ends) {
        long[] starts = written.value(node.input(1)).orElseThrow().longs();
        long[] axes =
                node.hasInput(3) ? written.value(node.input(3)).orElseThrow().longs() : null;
        long[] steps =
                node.hasInput(4) ? written.value(node.input(4)).orElseThrow().longs() : null;
        List<SliceAxis> parts = SliceAxis.of(from, starts, ends, axes, steps);
        long[] result = ends.clone();
        for (int i = 0; i < ends.length; i++) {
            SliceAxis part = parts.get(i);
            long size = from.dimension(part.axis());
            if (now.dimension(part.axis()) == size || part.step() < 0 || ends[i] < 0) {
                continue;
            }
            if (ends[i] >= size) {
                result[i] = Long.MAX_VALUE;
            } else if (starts[i] < 0 || ends[i] - starts[i] > 1) {
                throw new IllegalArgumentException(
                        "it cuts at " + ends[i] + " of " + size + " pixels, and has " + now.dimension(part.axis()));
            }
        }
        return result;
    }
}
