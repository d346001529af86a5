package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reverse-mode differentiation of a graph: walks its nodes backwards and lets each one's rule add the way back. */
public final class Differentiation {
    private final Graph graph;
    private final Function<String, Optional<Rule>> rules;
    private final boolean scatter;
    private final Map<String, List<String>> shares = new HashMap<>();
    private final Map<String, String> own = new HashMap<>();

    /**
     * Starts with no gradients.
     *
     * @param scatter whether scattered additions are allowed: on CUDA their order, and so the result, varies
     */
    public Differentiation(Graph graph, Function<String, Optional<Rule>> rules, boolean scatter) {
        this.graph = graph;
        this.rules = rules;
        this.scatter = scatter;
    }

    /** Adds a share to the gradient of a tensor from outside: where the way back begins. */
    public void seed(String tensor, String gradient) {
        shares.computeIfAbsent(tensor, name -> new ArrayList<>()).add(gradient);
    }

    /** As {@link #seed}, with a gradient that is zero wherever the tensor is: that of its squares. */
    public void seedOwn(String tensor, String gradient) {
        seed(tensor, gradient);
        own.put(tensor, gradient);
    }

    /** True if the gradient of a tensor is known to be zero wherever the tensor is. */
    private boolean isOwn(String tensor) {
        String gradient = own.get(tensor);
        return gradient != null && List.of(gradient).equals(shares.get(tensor));
    }

    /** Goes back through {@code nodes}, which are in forward order. */
    public void run(List<Node> nodes) {
        Forward forward = new Forward(graph, nodes);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().noneMatch(shares::containsKey)) {
                continue;
            }
            rules.apply(node.operator())
                    .orElseThrow(() -> new IllegalStateException("no rule for " + node.operator()))
                    .differentiate(new Backward(
                            graph, forward, node, this::gradient, this::seed, scatter, isOwn(node.output())));
        }
    }

    /** The whole gradient of a tensor, once everything behind it has been walked. */
    public Optional<String> gradient(String tensor) {
        List<String> parts = shares.get(tensor);
        if (parts == null) {
            return Optional.empty();
        }
        String sum = parts.stream()
                .reduce((left, right) -> graph.emit("Add", left, right))
                .orElseThrow();
        shares.put(tensor, new ArrayList<>(List.of(sum)));
        return Optional.of(sum);
    }
}
