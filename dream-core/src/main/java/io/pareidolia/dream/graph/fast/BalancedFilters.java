package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Depthwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A rectified Conv whose filters do not fill ONNX Runtime's sets becomes several, joined. The runtime computes up to four
 * blocks of 16 filters at a time and gives each thread as many sets as the next, however full they are: of 96 filters one
 * thread computes 64 and the other 32. The way back to such a layer is split in the same places.
 */
final class BalancedFilters implements Rewrite {
    private static final int BLOCK = 16;
    private static final int SET = 4 * BLOCK;

    /** Products a result, below which the joining is not worth it. */
    private static final int FEWEST_PRODUCTS = 64;

    @Override
    public Optional<List<Node>> of(Node node, Graph graph, Uses uses) {
        if (!node.operator().equals("Relu") || uses.of(node.input(0)) != 1) {
            return Optional.empty();
        }
        return graph.producer(node.input(0))
                .filter(before -> before.operator().equals("Conv") && fits(before, graph))
                .map(convolution -> parts(convolution, node, graph));
    }

    private static boolean fits(Node convolution, Graph graph) {
        TensorType weights = graph.type(convolution.input(1));
        long filters = weights.dimension(0);
        return Depthwise.fits(graph.type(convolution.output()))
                && convolution.attributes().integer("group", 1) == 1
                && filters > SET
                && filters % BLOCK == 0
                && filters % SET != 0
                && weights.elements() / filters >= FEWEST_PRODUCTS;
    }

    /** Full sets first; 16 that are left over are joined with 64 and cut into 48 and 32, since one block alone is slow. */
    private static List<Integer> sizes(int filters) {
        List<Integer> sizes = new ArrayList<>();
        int rest = filters % SET;
        int full = filters - rest - (rest == BLOCK ? SET : 0);
        if (full > 0) {
            sizes.add(full);
        }
        sizes.addAll(rest == BLOCK ? List.of(3 * BLOCK, 2 * BLOCK) : List.of(rest));
        return sizes;
    }

    private static List<Node> parts(Node convolution, Node relu, Graph graph) {
        Tensor weights = graph.value(convolution.input(1)).orElseThrow();
        List<Node> nodes = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        int from = 0;
        for (int size : sizes((int) weights.shape()[0])) {
            List<String> inputs = new ArrayList<>(convolution.inputs());
            inputs.set(1, graph.constant(cut(graph, weights, from, size)));
            if (convolution.hasInput(2)) {
                Tensor bias = graph.value(convolution.input(2)).orElseThrow();
                inputs.set(2, graph.constant(cut(graph, bias, from, size)));
            }
            String sum = graph.fresh("filters");
            String output = graph.fresh("rectified");
            nodes.add(new Node("", "Conv", inputs, List.of(sum), convolution.attributes()));
            nodes.add(new Node("", "Relu", List.of(sum), List.of(output), Attributes.NONE));
            outputs.add(output);
            from += size;
        }
        nodes.add(new Node(relu.name(), "Concat", outputs, relu.outputs(), Attributes.NONE.with("axis", 1)));
        return nodes;
    }

    /** Entries {@code from} to {@code from + size} along the first axis. */
    private static Tensor cut(Graph graph, Tensor tensor, int from, int size) {
        return graph.derived(tensor, "filters " + from + "+" + size, whole -> {
            long[] shape = whole.shape();
            int each = Math.toIntExact(whole.type().elements() / shape[0]);
            shape[0] = size;
            return Tensor.of(Arrays.copyOfRange(whole.floats(), from * each, (from + size) * each), shape);
        });
    }
}
