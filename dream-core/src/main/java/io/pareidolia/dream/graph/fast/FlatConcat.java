package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.ChannelPart;
import java.util.List;
import java.util.Optional;

/** A Concat of Concats joins their parts at once. */
final class FlatConcat implements Rewrite {
    @Override
    public Optional<List<Node>> of(Node node, Graph graph, Uses uses) {
        if (!ChannelPart.joinsChannels(node, graph.type(node.input(0)).rank())) {
            return Optional.empty();
        }
        List<String> parts = node.inputs().stream()
                .flatMap(input -> ChannelPart.of(graph, input).stream())
                .map(ChannelPart::tensor)
                .toList();
        return Optional.of(List.of(node.with(parts, node.outputs())));
    }
}
