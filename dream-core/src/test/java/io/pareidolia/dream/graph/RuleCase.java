package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Modernization;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A drawn node, or a few in a row, with numbers for its inputs.
 *
 * @param inputs all float inputs of the model: those for which gradients are wanted
 */
public record RuleCase(ModelProto model, Map<String, Numbers> inputs, List<String> outputs) {
    /** A case whose first node reads {@code x}. */
    public static Builder of(Numbers x) {
        return new Builder().source(x);
    }

    /** The nodes as the product knows them, in the internal opset. */
    public Graph graph() {
        Graph graph = new Graph();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            graph.define(tensor.getName(), Tensor.read(tensor));
        }
        inputs.forEach((name, numbers) -> graph.input(name, new TensorType(DataType.FLOAT, numbers.shape())));
        Modernization modern =
                new Modernization(graph, (int) model.getOpsetImport(0).getVersion());
        for (NodeProto node : model.getGraph().getNodeList()) {
            modern.of(Node.of(node)).forEach(graph::add);
        }
        return graph;
    }

    /** What a failing test prints: enough to see what was drawn. */
    @Override
    public String toString() {
        String nodes =
                model.getGraph().getNodeList().stream().map(RuleCase::describe).collect(Collectors.joining("; "));
        return nodes + " on "
                + inputs.entrySet().stream()
                        .map(entry -> entry.getKey()
                                + Arrays.toString(entry.getValue().shape()))
                        .collect(Collectors.joining(" "))
                + " with "
                + model.getGraph().getInitializerList().stream()
                        .map(tensor -> tensor.getName()
                                + tensor.getDimsList()
                                + (tensor.getInt64DataCount() > 0 ? "=" + tensor.getInt64DataList() : ""))
                        .collect(Collectors.joining(" "));
    }

    private static String describe(NodeProto node) {
        return node.getOpType() + node.getInputList() + "{"
                + node.getAttributeList().stream()
                        .map(attribute -> attribute.getName() + "="
                                + switch (attribute.getType()) {
                                    case INT -> attribute.getI();
                                    case FLOAT -> attribute.getF();
                                    case INTS -> attribute.getIntsList();
                                    case STRING -> attribute.getS().toStringUtf8();
                                    default -> attribute.getType();
                                })
                        .collect(Collectors.joining(" "))
                + "}";
    }

    /** Collects a node's inputs in their order, then the node; the next node reads the first output of the last. */
    public static final class Builder {
        private final ModelBuilder model = new ModelBuilder();
        private final Map<String, Numbers> inputs = new LinkedHashMap<>();
        private List<String> arguments = new ArrayList<>();
        private List<String> results = List.of();
        private int names;

        /** An input whose gradient is wanted. */
        public Builder source(Numbers numbers) {
            String name = "x" + names++;
            inputs.put(name, numbers);
            model.input(name, numbers.shape());
            arguments.add(name);
            return this;
        }

        public Builder constant(Numbers numbers) {
            String name = "c" + names++;
            model.floats(name, numbers);
            arguments.add(name);
            return this;
        }

        public Builder integers(long... values) {
            String name = "i" + names++;
            model.integers(name, values);
            arguments.add(name);
            return this;
        }

        /** An optional input that is left out. */
        public Builder absent() {
            arguments.add("");
            return this;
        }

        /** The last result once more, so that two gradients meet. */
        public Builder again() {
            arguments.add(arguments.get(0));
            return this;
        }

        public Builder opset(long version) {
            model.opset(version);
            return this;
        }

        public Builder node(String operator, Map<String, ?> attributes) {
            return node(operator, attributes, 1);
        }

        public Builder node(String operator, Map<String, ?> attributes, int outputs) {
            results = new ArrayList<>();
            for (int i = 0; i < outputs; i++) {
                results.add("y" + names++);
            }
            model.node(operator, arguments, results, attributes);
            arguments = new ArrayList<>(List.of(results.get(0)));
            return this;
        }

        public Builder node(String operator) {
            return node(operator, Map.of());
        }

        public RuleCase build() {
            results.forEach(model::output);
            return new RuleCase(model.model(), inputs, results);
        }
    }
}
