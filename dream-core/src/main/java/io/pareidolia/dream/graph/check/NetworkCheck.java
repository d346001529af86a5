package io.pareidolia.dream.graph.check;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.ForwardGraph;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.rule.Rule;
import io.pareidolia.dream.graph.rule.Rules;
import io.pareidolia.dream.machine.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Proves the gradients of a network on a device at the network's own size: every distinct node alone, then every layer
 * as a whole. Nodes are the same if operator, attributes, weights and shapes are. Wants no other framework.
 */
public final class NetworkCheck {
    private final ForwardGraph network;
    private final Preprocessing preprocessing;
    private final Function<String, Optional<Rule>> rules;
    private final Device device;
    private final int threads;

    /**
     * @param device where; auto is settled now
     * @param threads processor threads of one run, 1 or more
     */
    public NetworkCheck(ForwardGraph network, Preprocessing preprocessing, Device device, int threads) {
        this(network, preprocessing, Rules::of, device, threads);
    }

    NetworkCheck(
            ForwardGraph network,
            Preprocessing preprocessing,
            Function<String, Optional<Rule>> rules,
            Device device,
            int threads) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.rules = rules;
        this.device = device.chosen();
        this.threads = threads;
    }

    /**
     * Checks everything.
     *
     * @return true if all nodes and layers hold
     * @throws DreamException if the listener cancels, or with one sentence if something in the network cannot dream or
     *     the machine cannot run it
     */
    public boolean run(CheckListener listener) {
        List<String> obstacles = network.obstacles();
        if (!obstacles.isEmpty()) {
            throw DreamException.input(obstacles.get(0));
        }
        int[] size = network.nativeSize();
        List<String> tensors = network.tensors();
        Graph graph = network.at(size[0], size[1], preprocessing, tensors);
        Map<String, List<Node>> kinds = new LinkedHashMap<>();
        Map<Tensor, Integer> constants = new HashMap<>();
        graph.needed(tensors)
                .forEach(node -> kinds.computeIfAbsent(kind(graph, node, constants), kind -> new ArrayList<>())
                        .add(node));
        List<String> layers = network.layers();
        int all = kinds.size() + layers.size();
        int done = 0;
        Set<String> faulty = new HashSet<>();
        NodeCheck nodes = new NodeCheck(rules, device, threads);
        for (List<Node> alike : kinds.values()) {
            Node node = alike.get(0);
            begin(listener, "node " + node.title() + " (" + node.operator() + ")", done++, all);
            NodeCheck.Result result = nodes.check(graph, node, done);
            // a process that ends may have taken the runtime away meanwhile: that is no verdict
            endIfTold(listener);
            if (result.fault().isPresent()) {
                alike.forEach(each -> faulty.add(each.output()));
            }
            listener.checked(
                    new NodeVerdict(node.title(), node.operator(), alike.size(), result.error(), result.fault()));
        }
        boolean holds = faulty.isEmpty();
        LayerCheck whole = new LayerCheck(network, preprocessing, rules, device, threads);
        for (String layer : layers) {
            begin(listener, "layer " + layer, done++, all);
            LayerCheck.Result result = whole.check(layer);
            endIfTold(listener);
            LayerVerdict verdict = verdict(
                    layer,
                    result,
                    graph.needed(List.of(layer)).stream().noneMatch(node -> faulty.contains(node.output())));
            holds &= verdict.holds();
            listener.checked(verdict);
        }
        return holds;
    }

    private static void begin(CheckListener listener, String what, int done, int all) {
        endIfTold(listener);
        listener.begins(what, done, all);
    }

    private static void endIfTold(CheckListener listener) {
        if (listener.cancelled()) {
            throw DreamException.cancelled();
        }
    }

    private static LayerVerdict verdict(String layer, LayerCheck.Result result, boolean nodesHold) {
        if (result.holds()) {
            return new LayerVerdict(layer, LayerVerdict.Outcome.HELD, result.error(), result.words());
        }
        if (result.measurable()) {
            return new LayerVerdict(layer, LayerVerdict.Outcome.FAILED, result.error(), result.words());
        }
        return new LayerVerdict(
                layer,
                nodesHold ? LayerVerdict.Outcome.HELD_BY_ITS_NODES : LayerVerdict.Outcome.NOT_MEASURABLE,
                Double.NaN,
                result.words());
    }

    /** Equal for nodes of which one stands for all. */
    private static String kind(Graph graph, Node node, Map<Tensor, Integer> constants) {
        StringBuilder kind = new StringBuilder(node.operator())
                .append('|')
                .append(node.attributes().key())
                .append('|')
                .append(node.outputs().size());
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.input(i);
            if (input.isEmpty()) {
                kind.append("|none");
            } else if (graph.isConstant(input)) {
                Tensor value = graph.value(input).orElseThrow();
                kind.append("|constant ").append(number(constants, value));
            } else {
                // the same tensor twice is another case than two of the same shape
                kind.append('|').append(node.inputs().indexOf(input)).append(graph.type(input));
            }
        }
        return kind.append('|').append(Before.of(graph, node)).toString();
    }

    private static int number(Map<Tensor, Integer> constants, Tensor value) {
        Integer known = constants.putIfAbsent(value, constants.size());
        return known == null ? constants.size() - 1 : known;
    }
}
