package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.BandNormalization;
import java.util.List;
import java.util.Optional;

/** An LRN in the very words in which its gradient is said, so that both share their sums and roots. */
final class SpelledNormalization implements Rewrite {
    @Override
    public Optional<List<Node>> of(Node node, Graph graph, Uses uses) {
        if (!node.operator().equals("LRN") || !BandNormalization.fits(graph, node)) {
            return Optional.empty();
        }
        String power = new BandNormalization(graph, node).power();
        return Optional.of(
                List.of(new Node(node.name(), "Mul", List.of(node.input(0), power), node.outputs(), Attributes.NONE)));
    }
}
