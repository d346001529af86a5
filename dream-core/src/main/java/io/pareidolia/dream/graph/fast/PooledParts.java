package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.ChannelPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pool of a Concat of channels becomes a Concat of pools, so that the way back needs no Split. */
final class PooledParts implements Rewrite {
    @Override
    public Optional<List<Node>> of(Node node, Graph graph, Uses uses) {
        if (!node.operator().equals("MaxPool") || node.outputs().size() > 1) {
            return Optional.empty();
        }
        List<ChannelPart> parts = ChannelPart.of(graph, node.input(0));
        if (parts.size() == 1 || parts.stream().anyMatch(part -> graph.isConstant(part.tensor()))) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>();
        List<String> pooled = new ArrayList<>();
        for (ChannelPart part : parts) {
            String output = graph.fresh("pooled");
            pooled.add(output);
            nodes.add(new Node("", node.operator(), List.of(part.tensor()), List.of(output), node.attributes()));
        }
        nodes.add(new Node(node.name(), "Concat", pooled, List.of(node.output()), Attributes.NONE.with("axis", 1)));
        return Optional.of(nodes);
    }
}
