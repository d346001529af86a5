package io.pareidolia.dream.graph;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tensors leave a block, and which tensor people mean. */
final class LayerNames {
    private static final Set<String> ENDS =
            Set.of("Concat", "Add", "Sum", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool");
    private static final Set<String> ACTIVATIONS =
            Set.of("Relu", "LeakyRelu", "PRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Clip", "Softmax");

    private LayerNames() {}

    /** Each Concat, Add or Sum of layers, each pool, and the last activation before one or before the end. */
    static List<String> blocks(Graph graph, Set<String> tensors) {
        Map<String, Node> makers = new HashMap<>();
        for (Node node : graph.nodes()) {
            node.outputs().forEach(output -> makers.put(output, node));
        }
        Set<String> found = new HashSet<>();
        String last = "";
        for (Node node : graph.nodes()) {
            if (!tensors.contains(node.output()) || !isPicture(graph, node.output())) {
                continue;
            }
            if (ACTIVATIONS.contains(node.operator())) {
                last = node.output();
            }
            if (endsBlock(graph, node)) {
                found.add(node.output());
                for (String input : node.inputs()) {
                    Node maker = makers.get(input);
                    if (maker != null
                            && ACTIVATIONS.contains(maker.operator())
                            && tensors.contains(input)
                            && isPicture(graph, input)) {
                        found.add(input);
                    }
                }
            }
        }
        if (!last.isEmpty()) {
            found.add(last);
        }
        List<String> names = new ArrayList<>(new LinkedHashSet<>(
                graph.nodes().stream().map(Node::output).filter(found::contains).toList()));
        for (Set<String> operators : List.of(Set.of("Conv"), Set.<String>of())) {
            // a network without any of these still has layers
            if (names.isEmpty()) {
                graph.nodes().stream()
                        .filter(node -> operators.isEmpty() || operators.contains(node.operator()))
                        .flatMap(node -> node.outputs().stream())
                        .filter(output -> tensors.contains(output) && isPicture(graph, output))
                        .forEach(names::add);
            }
        }
        return List.copyOf(names);
    }

    private static boolean isPicture(Graph graph, String tensor) {
        return graph.type(tensor).rank() == 4 && graph.type(tensor).isFloat();
    }

    private static boolean endsBlock(Graph graph, Node node) {
        if (!ENDS.contains(node.operator())) {
            return false;
        }
        boolean joins = Set.of("Concat", "Add", "Sum").contains(node.operator());
        // adding a constant is a bias, not a block
        return !joins
                || node.inputs().stream()
                                .filter(input -> !graph.isConstant(input))
                                .count()
                        > 1;
    }

    static String tensor(ForwardGraph network, String said, Map<String, String> aliases) {
        Set<String> tensors = new LinkedHashSet<>(network.tensors());
        if (tensors.contains(said)) {
            return said;
        }
        String alias = aliases.get(said);
        if (alias != null && !alias.equals(said)) {
            return tensor(network, alias, Map.of());
        }
        Optional<String> blocked = network.obstacle(said);
        if (blocked.isPresent()) {
            throw DreamException.input(network.refusal(blocked.get()));
        }
        List<String> block = tensors.stream()
                .filter(name -> !said.isEmpty() && name.startsWith(said + "/"))
                .toList();
        if (!block.isEmpty()) {
            return leaving(network, block);
        }
        Optional<String> within = network.obstacleWithin(said + "/");
        if (within.isPresent()) {
            throw DreamException.input(network.refusal(within.get()));
        }
        List<String> words = new ArrayList<>(aliases.keySet());
        network.layers()
                .forEach(layer -> words.add(layer.indexOf('/') > 0 ? layer.substring(0, layer.indexOf('/')) : layer));
        words.addAll(network.layers());
        words.addAll(tensors);
        throw DreamException.input("The network " + network.title() + " has no layer \"" + StrangersName.of(said)
                + "\"." + NearestWords.question(said, words) + " \"networks layers\" lists them all.");
    }

    /** The shortest of the names that mean a tensor; of two equally short ones that which comes first. */
    static String shortest(ForwardGraph network, String tensor, Map<String, String> aliases) {
        List<String> names = new ArrayList<>(aliases.keySet().stream()
                .sorted()
                .filter(alias -> !alias.isEmpty())
                .toList());
        int slash = tensor.indexOf('/');
        if (slash > 0) {
            names.add(tensor.substring(0, slash));
        }
        return names.stream()
                .filter(name -> name.length() < tensor.length() && means(network, name, aliases, tensor))
                .min(Comparator.comparingInt(String::length))
                .orElse(tensor);
    }

    private static boolean means(ForwardGraph network, String name, Map<String, String> aliases, String tensor) {
        try {
            return tensor(network, name, aliases).equals(tensor);
        } catch (DreamException none) {
            return false;
        }
    }

    /** The last tensor of a block that something outside it reads, or the last of all. */
    private static String leaving(ForwardGraph network, List<String> block) {
        Set<String> own = new HashSet<>(block);
        Set<String> outside = new HashSet<>();
        for (Node node : network.nodes()) {
            if (node.outputs().stream().noneMatch(own::contains)) {
                outside.addAll(node.inputs());
            }
        }
        List<String> leaving = block.stream().filter(outside::contains).toList();
        List<String> choice = leaving.isEmpty() ? block : leaving;
        return choice.get(choice.size() - 1);
    }
}
