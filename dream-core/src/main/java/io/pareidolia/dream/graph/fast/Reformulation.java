package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A forward graph written anew.
 *
 * @param graph in which the way back can be written
 * @param nodes those to walk backwards: they say what is computed, where the graph may say it in other words
 */
public record Reformulation(Graph graph, List<Node> nodes) {
    /** What helps every device: fewer nodes, smaller tensors. */
    private static final List<Rewrite> EVERYWHERE = List.of(new FoldedNormalization(), new ProjectionBeforePool());

    /** What keeps pictures in blocks of channels. */
    private static final List<Rewrite> IN_BLOCKS = List.of(new BalancedFilters(), new FlatConcat(), new PooledParts());

    /**
     * Rewrites what {@code outputs} need.
     *
     * @param blocks whether the device is a processor, where ONNX Runtime keeps pictures in blocks of channels
     */
    public static Reformulation of(Graph graph, Collection<String> outputs, boolean blocks) {
        Graph now = graph;
        for (Rewrite rewrite : EVERYWHERE) {
            now = rewritten(now, outputs, rewrite);
        }
        if (!blocks) {
            return new Reformulation(now, now.needed(outputs));
        }
        for (Rewrite rewrite : IN_BLOCKS) {
            now = rewritten(now, outputs, rewrite);
        }
        return new Reformulation(rewritten(now, outputs, new SpelledNormalization()), now.needed(outputs));
    }

    private static Graph rewritten(Graph graph, Collection<String> outputs, Rewrite rewrite) {
        List<Node> nodes = graph.needed(outputs);
        Map<String, Integer> uses = new HashMap<>();
        List<String> read = new ArrayList<>(outputs);
        nodes.forEach(node -> read.addAll(node.inputs()));
        read.forEach(tensor -> uses.merge(tensor, 1, Integer::sum));
        Graph result = graph.withSameInputs();
        for (Node node : nodes) {
            Optional<List<Node>> others = rewrite.of(node, result, tensor -> uses.getOrDefault(tensor, 0));
            others.orElse(List.of(node)).forEach(result::add);
        }
        return result;
    }
}
