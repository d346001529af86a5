package io.pareidolia.dream.graph.check;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Differentiation;
import io.pareidolia.dream.graph.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One node of a network taken out of it, with the shapes that it meets there: alone in a graph whose one input is a
 * list of numbers, which are cut into what the node reads. Its tensors get names of their own.
 */
final class LoneNode {
    /** What the graphs take, and what that of the gradient gives. */
    private static final String NUMBERS = "numbers";

    static final String GRADIENT = "gradient";

    private final Node node;
    private final List<TensorType> free = new ArrayList<>();
    private final Map<String, Tensor> fixed = new HashMap<>();
    private final Map<Integer, Integer> freeInputs = new HashMap<>();
    private final List<Integer> floatOutputs = new ArrayList<>();
    private final List<TensorType> outputs = new ArrayList<>();
    private final boolean notNegative;

    /**
     * Takes out a node.
     *
     * @param constants the values of its constant inputs, by their names: its own, or others that stand in
     */
    LoneNode(Graph network, Node original, Map<String, Tensor> constants) {
        Map<String, String> names = new HashMap<>();
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < original.inputs().size(); i++) {
            String input = original.inputs().get(i);
            if (input.isEmpty()) {
                inputs.add("");
                continue;
            }
            String known = names.get(input);
            if (known == null) {
                Tensor constant = constants.get(input);
                if (constant == null) {
                    known = "free " + free.size();
                    free.add(network.type(input));
                } else {
                    known = "fixed " + fixed.size();
                    fixed.put(known, constant);
                }
                names.put(input, known);
            }
            if (known.startsWith("free ")) {
                freeInputs.put(i, Integer.parseInt(known.substring(5)));
            }
            inputs.add(known);
        }
        List<String> results = new ArrayList<>();
        for (int i = 0; i < original.outputs().size(); i++) {
            String output = original.outputs().get(i);
            results.add(output.isEmpty() ? "" : "result " + i);
            if (!output.isEmpty() && network.type(output).isFloat()) {
                floatOutputs.add(i);
                outputs.add(network.type(output));
            }
        }
        node = original.with(inputs, results);
        notNegative = original.operator().equals("MaxPool") && Signs.notNegative(network, original.input(0));
    }

    Node node() {
        return node;
    }

    /** The types of what it reads that is not constant, each tensor once. */
    List<TensorType> free() {
        return free;
    }

    /** Which of {@link #free} the input at {@code index} is; empty if it is constant or left out. */
    Optional<Integer> free(int index) {
        return Optional.ofNullable(freeInputs.get(index));
    }

    /** The value of the input at {@code index} if it is constant. */
    Optional<Tensor> constant(int index) {
        return Optional.ofNullable(fixed.get(node.input(index)));
    }

    /** The types of its float results. */
    List<TensorType> outputs() {
        return outputs;
    }

    /** True if what it reads is never negative in its network, and if a rule may make use of that. */
    boolean notNegative() {
        return notNegative;
    }

    /** A graph from the numbers of all {@link #free}, one after another, to all {@link #outputs}, in their order. */
    ModelProto forward() {
        Graph graph = new Graph();
        add(graph, List.of());
        return graph.write(floats(graph));
    }

    /**
     * A graph from the same numbers and gradients of the results behind them to the gradient of those numbers.
     *
     * @throws IllegalStateException if the rule gives no gradient to one of them; says so in words
     */
    ModelProto gradient(Function<String, Optional<Rule>> rules, boolean scatter) {
        Graph graph = new Graph();
        List<String> cotangents = add(graph, outputs);
        List<Node> nodes = graph.nodes().stream()
                .filter(each -> each == node || (notNegative && each.operator().equals("Relu")))
                .toList();
        Differentiation back = new Differentiation(graph, rules, scatter);
        for (int i = 0; i < cotangents.size(); i++) {
            back.seed("result " + floatOutputs.get(i), cotangents.get(i));
        }
        back.run(nodes);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < free.size(); i++) {
            int number = i;
            String gradient = back.gradient((notNegative ? "source " : "free ") + i)
                    .orElseThrow(() -> new IllegalStateException("gives no gradient to what it reads" + which(number)));
            parts.add(graph.emit("Reshape", floated(graph, gradient), graph.constant(Tensor.vector(-1))));
        }
        String all = parts.size() == 1
                ? parts.get(0)
                : graph.emit("Concat", Attributes.NONE.with("axis", 0), parts.toArray(String[]::new));
        graph.add(new Node("", "Identity", List.of(all), List.of(GRADIENT), Attributes.NONE));
        return graph.write(List.of(GRADIENT));
    }

    private String which(int number) {
        return free.size() == 1 ? "" : " (number " + (number + 1) + ")";
    }

    /** Adds the node and what leads to it; gives the names of what follows its own numbers. */
    private List<String> add(Graph graph, List<TensorType> more) {
        fixed.forEach(graph::define);
        List<TensorType> types = new ArrayList<>(free);
        types.addAll(more);
        long[] sizes = types.stream().mapToLong(TensorType::elements).toArray();
        long all = 0;
        for (long size : sizes) {
            all += size;
        }
        graph.input(NUMBERS, new TensorType(DataType.FLOAT, new long[] {all}));
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            pieces.add("piece " + i);
        }
        graph.add(new Node(
                "",
                "Split",
                List.of(NUMBERS, graph.constant(Tensor.vector(sizes))),
                pieces,
                Attributes.NONE.with("axis", 0)));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            TensorType type = types.get(i);
            String shaped = graph.emit("Reshape", pieces.get(i), graph.constant(Tensor.vector(type.shape())));
            String typed = type.element() == DataType.FLOAT
                    ? shaped
                    : graph.emit(
                            "Cast", Attributes.NONE.with("to", type.element().getNumber()), shaped);
            if (i < free.size()) {
                graph.add(new Node("", "Identity", List.of(typed), List.of("source " + i), Attributes.NONE));
                // a Relu where the network has what is never negative: a rule may look for it, and step over it
                String last = notNegative ? "Relu" : "Identity";
                graph.add(new Node("", last, List.of("source " + i), List.of("free " + i), Attributes.NONE));
            } else {
                names.add(typed);
            }
        }
        graph.add(node);
        return names;
    }

    private List<String> floats(Graph graph) {
        return floatOutputs.stream()
                .map(i -> graph.emit("Identity", floated(graph, "result " + i)))
                .toList();
    }

    private static String floated(Graph graph, String tensor) {
        return graph.type(tensor).element() == DataType.FLOAT
                ? tensor
                : graph.emit("Cast", Attributes.NONE.with("to", DataType.FLOAT.getNumber()), tensor);
    }
}
