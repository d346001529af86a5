package io.pareidolia.dream.graph.check;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Forward;
import java.util.List;
import java.util.Optional;

/**
 * What stands before a node in its network, as far as its rule may look at that to choose a formulation: the lone node
 * gets the same, so that it is checked by the formulation that dreams.
 *
 * @param kind what it is
 * @param parts the types of what is joined; empty unless something is
 */
record Before(Kind kind, List<TensorType> parts) {
    enum Kind {
        /** Nothing that matters. */
        NOTHING,
        /** A Relu. */
        RELU,
        /** Something else that is nowhere negative. */
        RECTIFIED,
        /** A Concat of channels. */
        JOINED
    }

    static Before of(Graph network, Node node) {
        Optional<Node> maker = network.producer(node.input(0));
        if (maker.isPresent()
                && node.operator().equals("MaxPool")
                && new Forward(network, network.nodes()).isRectified(node.input(0))) {
            return new Before(maker.get().operator().equals("Relu") ? Kind.RELU : Kind.RECTIFIED, List.of());
        }
        if (maker.isPresent() && node.operator().equals("Conv") && joinsChannels(network, maker.get())) {
            return new Before(
                    Kind.JOINED,
                    maker.get().inputs().stream().map(network::type).toList());
        }
        return new Before(Kind.NOTHING, List.of());
    }

    private static boolean joinsChannels(Graph network, Node node) {
        return node.operator().equals("Concat")
                && node.attributes().integer("axis", 0) == 1
                && node.inputs().stream().noneMatch(network::isConstant)
                && node.inputs().stream().distinct().count() == node.inputs().size();
    }

    /** True if the node's numbers must not be negative. */
    boolean positive() {
        return kind == Kind.RELU || kind == Kind.RECTIFIED;
    }
}
