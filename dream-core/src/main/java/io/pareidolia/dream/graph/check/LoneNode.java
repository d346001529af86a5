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
import java.util.Arrays;
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
    private final Before before;
    private final List<TensorType> free = new ArrayList<>();
    private final Map<String, Tensor> fixed = new HashMap<>();
    private final Map<Integer, Integer> freeInputs = new HashMap<>();
    private final List<String> floatOutputs = new ArrayList<>();
    private final List<TensorType> outputs = new ArrayList<>();

    /**
     * Takes out a node.
     *
     * @param constants the values of its constant inputs, by their names: its own, or others that stand in
     */
    LoneNode(Graph network, Node original, Map<String, Tensor> constants) {
        before = Before.of(network, original);
        Map<String, String> names = new HashMap<>();
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < original.inputs().size(); i++) {
            String input = original.inputs().get(i);
            Tensor constant = constants.get(input);
            String known = input.isEmpty() ? "" : names.get(input);
            if (known == null && constant != null) {
                known = "fixed " + fixed.size();
                fixed.put(known, constant);
            } else if (known == null) {
                known = "free " + free.size();
                free.add(network.type(input));
            }
            names.put(input, known);
            if (known.startsWith("free ")) {
                freeInputs.put(i, Integer.parseInt(known.substring(5)));
            }
            inputs.add(known);
        }
        if (before.kind() == Before.Kind.JOINED) {
            free.clear();
            free.addAll(before.parts());
            inputs.set(0, "joined");
        }
        List<String> results = new ArrayList<>();
        for (int i = 0; i < original.outputs().size(); i++) {
            String output = original.outputs().get(i);
            results.add(output.isEmpty() ? "" : "result " + i);
            if (!output.isEmpty() && network.type(output).isFloat()) {
                floatOutputs.add("result " + i);
                outputs.add(network.type(output));
            }
        }
        node = original.with(inputs, results);
    }

    Node node() {
        return node;
    }

    /** The types of the numbers that it is made to read, each tensor once. */
    List<TensorType> free() {
        return free;
    }

    /** Which of {@link #free} the input at {@code index} is; empty if it is constant or left out. */
    Optional<Integer> free(int index) {
        return Optional.ofNullable(freeInputs.get(index));
    }

    /** True if only one of its inputs is not constant. */
    boolean readsOne() {
        return freeInputs.size() == 1;
    }

    /** The value of the input at {@code index} if it is constant. */
    Optional<Tensor> constant(int index) {
        return Optional.ofNullable(fixed.get(node.input(index)));
    }

    /** The types of its float results. */
    List<TensorType> outputs() {
        return outputs;
    }

    Before before() {
        return before;
    }

    /** A graph from the numbers of all {@link #free}, one after another, to all {@link #outputs}, in their order. */
    ModelProto forward() {
        Graph graph = new Graph();
        numbers(graph, free);
        add(graph);
        return graph.write(floatOutputs.stream()
                .map(output -> graph.emit("Identity", cast(graph, output, DataType.FLOAT)))
                .toList());
    }

    /**
     * A graph from the same numbers and gradients of the results behind them to the gradient of those numbers.
     *
     * @throws IllegalStateException if the rule gives no gradient to one of them; says so in words
     */
    ModelProto gradient(Function<String, Optional<Rule>> rules, boolean scatter) {
        Graph graph = new Graph();
        List<TensorType> types = new ArrayList<>(free);
        types.addAll(outputs);
        List<String> cotangents = numbers(graph, types);
        List<Node> nodes = add(graph);
        Differentiation back = new Differentiation(graph, rules, scatter);
        for (int i = 0; i < cotangents.size(); i++) {
            back.seed(floatOutputs.get(i), cotangents.get(i));
        }
        back.run(nodes);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < free.size(); i++) {
            String which = free.size() == 1 ? "" : " (number " + (i + 1) + ")";
            String gradient = back.gradient((before.positive() ? "source " : "free ") + i)
                    .orElseThrow(() -> new IllegalStateException("gives no gradient to what it reads" + which));
            parts.add(graph.emit("Reshape", cast(graph, gradient, DataType.FLOAT), graph.constant(Tensor.vector(-1))));
        }
        graph.add(new Node("", "Concat", parts, List.of(GRADIENT), Attributes.NONE.with("axis", 0)));
        return graph.write(List.of(GRADIENT));
    }

    /** Cuts the numbers into tensors; gives the names of those behind {@link #free}. */
    private List<String> numbers(Graph graph, List<TensorType> types) {
        long[] sizes = types.stream().mapToLong(TensorType::elements).toArray();
        graph.input(
                NUMBERS,
                new TensorType(DataType.FLOAT, new long[] {Arrays.stream(sizes).sum()}));
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            pieces.add("piece " + i);
        }
        Attributes along = Attributes.NONE.with("axis", 0);
        graph.add(new Node("", "Split", List.of(NUMBERS, graph.constant(Tensor.vector(sizes))), pieces, along));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            TensorType type = types.get(i);
            String shaped = graph.emit("Reshape", pieces.get(i), graph.constant(Tensor.vector(type.shape())));
            String typed = cast(graph, shaped, type.element());
            if (i < free.size()) {
                String name = (before.positive() ? "source " : "free ") + i;
                graph.add(new Node("", "Identity", List.of(typed), List.of(name), Attributes.NONE));
            } else {
                names.add(typed);
            }
        }
        return names;
    }

    /** Adds the node behind what stands before it, and gives those through which the gradient flows. */
    private List<Node> add(Graph graph) {
        fixed.forEach(graph::define);
        List<Node> nodes = new ArrayList<>();
        switch (before.kind()) {
            case NOTHING -> {}
            case RELU -> nodes.add(step("Relu", "source 0", "free 0"));
            case RECTIFIED -> {
                nodes.add(step("Relu", "source 0", "rectified"));
                nodes.add(step("Identity", "rectified", "free 0"));
            }
            case JOINED -> {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < free.size(); i++) {
                    parts.add("free " + i);
                }
                nodes.add(new Node("", "Concat", parts, List.of("joined"), Attributes.NONE.with("axis", 1)));
            }
        }
        nodes.add(node);
        nodes.forEach(graph::add);
        return nodes;
    }

    private static Node step(String operator, String from, String to) {
        return new Node("", operator, List.of(from), List.of(to), Attributes.NONE);
    }

    private static String cast(Graph graph, String tensor, DataType element) {
        return graph.type(tensor).element() == element
                ? tensor
                : graph.emit("Cast", Attributes.NONE.with("to", element.getNumber()), tensor);
    }
}
