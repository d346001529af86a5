package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.model.Window;
import java.util.List;
import java.util.Optional;

/**
 * An AveragePool with stride 1, read by a 1×1 Conv to fewer channels alone, follows it instead: the mean of weighted
 * sums is the weighted sum of means. A constant stays what it is in the mean, as long as padding does not count.
 */
final class ProjectionBeforePool implements Rewrite {
    @Override
    public Optional<List<Node>> of(Node node, Graph graph, Uses uses) {
        if (!node.operator().equals("Conv") || uses.of(node.input(0)) != 1 || !projects(node, graph)) {
            return Optional.empty();
        }
        return graph.producer(node.input(0))
                .filter(before -> before.operator().equals("AveragePool") && commutes(before.attributes()))
                .map(pool -> exchanged(pool, node, graph));
    }

    private static boolean projects(Node node, Graph graph) {
        long[] weights = graph.type(node.input(1)).shape();
        TensorType x = graph.type(node.input(0));
        if (weights.length != 4 || weights[2] * weights[3] != 1 || weights[0] > x.dimension(1)) {
            return false;
        }
        Window window = Window.of(node, x, new long[] {1, 1});
        return node.attributes().integer("group", 1) == 1
                && Window.all(window.strides(), 1)
                && Window.all(window.before(), 0)
                && Window.all(window.after(), 0);
    }

    private static boolean commutes(Attributes pool) {
        return Window.all(pool.integers("strides"), 1)
                && (pool.integer("count_include_pad", 0) == 0 || Window.all(pool.integers("pads"), 0));
    }

    private static List<Node> exchanged(Node pool, Node projection, Graph graph) {
        List<String> inputs = new java.util.ArrayList<>(projection.inputs());
        inputs.set(0, pool.input(0));
        String projected = graph.fresh("projected");
        return List.of(
                projection.with(inputs, List.of(projected)), pool.with(List.of(projected), projection.outputs()));
    }
}
