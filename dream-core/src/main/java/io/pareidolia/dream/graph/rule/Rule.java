package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;

/** The reverse-mode derivative of one operator of the internal opset. */
public interface Rule {
    /**
     * Gives a gradient to each input that wants one, from the gradients of the outputs, by adding ordinary nodes.
     */
    void differentiate(Backward node);

    /**
     * Refuses what this rule has no derivative for, when a network is loaded.
     *
     * @throws IllegalArgumentException that says why, in words that follow "its node x cannot be used, since"
     */
    default void check(Graph graph, Node node) {}
}
