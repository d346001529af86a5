package io.pareidolia.dream.graph;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An independent judge: interprets a forward ONNX file node by node with libtorch, whose automatic differentiation
 * then gives the gradients. It reads the file itself and shares no code with the package that it judges. What does not
 * depend on the inputs is computed once, in the file's own precision; everything else in the judge's.
 */
final class TorchReference implements AutoCloseable {
    /** A number made of tensors of the network, found by name. */
    @FunctionalInterface
    interface Objective {
        PtNDArray of(Function<String, PtNDArray> tensors);
    }

    /** The objective's value and its gradient at each of the inputs that were asked for. */
    record Gradients(double objective, Map<String, Numbers> at) {}

    private final GraphProto graph;
    private final long opset;
    private final DataType precision;
    private final NDManager manager;
    private final Set<String> active = new HashSet<>();
    private final Map<String, PtNDArray> constants = new HashMap<>();
    private final Map<String, PtNDArray> promoted = new HashMap<>();

    TorchReference(ModelProto model, DataType precision) {
        graph = model.getGraph();
        this.precision = precision;
        opset = model.getOpsetImportList().stream()
                .filter(entry -> entry.getDomain().isEmpty())
                .findFirst()
                .orElseThrow()
                .getVersion();
        manager = Engine.getEngine("PyTorch").newBaseManager();
        for (TensorProto tensor : graph.getInitializerList()) {
            constants.put(tensor.getName(), TorchTensors.read(manager, tensor));
        }
        graph.getInputList().stream()
                .map(input -> input.getName())
                .filter(name -> !constants.containsKey(name))
                .forEach(active::add);
        for (NodeProto node : graph.getNodeList()) {
            if (node.getInputList().stream().anyMatch(active::contains)) {
                active.addAll(node.getOutputList());
            }
        }
    }

    /** In float64. */
    static TorchReference exact(ModelProto model) {
        return new TorchReference(model, DataType.FLOAT64);
    }

    Map<String, Numbers> forward(Map<String, Numbers> inputs, List<String> outputs) {
        try (NDManager run = manager.newSubManager()) {
            Map<String, PtNDArray> values = feed(run, inputs);
            evaluate(run, values, outputs);
            Map<String, Numbers> results = new LinkedHashMap<>();
            outputs.forEach(output -> results.put(output, TorchTensors.numbers(value(values, output))));
            return results;
        }
    }

    /** Gradients of ⟨cotangents, outputs⟩. */
    Map<String, Numbers> gradients(
            Map<String, Numbers> inputs, Map<String, Numbers> cotangents, List<String> withRespectTo) {
        return gradients(inputs, List.copyOf(cotangents.keySet()), withRespectTo, tensors -> {
                    PtNDArray total = null;
                    for (Map.Entry<String, Numbers> entry : cotangents.entrySet()) {
                        PtNDArray y = tensors.apply(entry.getKey());
                        PtNDArray part = JniUtils.sum(
                                JniUtils.mul(y, TorchTensors.write(y.getManager(), entry.getValue(), precision)));
                        total = total == null ? part : JniUtils.add(total, part);
                    }
                    return total;
                })
                .at();
    }

    Gradients gradients(
            Map<String, Numbers> inputs, List<String> needed, List<String> withRespectTo, Objective objective) {
        try (NDManager run = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            Map<String, PtNDArray> values = feed(run, inputs);
            List<PtNDArray> sources = withRespectTo.stream().map(values::get).toList();
            sources.forEach(source -> source.setRequiresGradient(true));
            evaluate(run, values, needed);
            PtNDArray value = objective.of(name -> value(values, name));
            collector.backward(value);
            Map<String, Numbers> gradients = new LinkedHashMap<>();
            for (int i = 0; i < sources.size(); i++) {
                PtNDArray gradient = sources.get(i).getGradient();
                gradients.put(withRespectTo.get(i), TorchTensors.numbers(gradient));
                gradient.close();
            }
            return new Gradients(TorchTensors.numbers(value).values()[0], gradients);
        }
    }

    /** One gradient step of a network with one input and one target, and nothing else: for comparing times. */
    float[] step(float[] picture, long[] shape, String target) {
        try (NDManager run = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            Map<String, PtNDArray> values = new HashMap<>();
            PtNDArray source = (PtNDArray) run.create(picture, new Shape(shape));
            values.put(graph.getInput(0).getName(), source);
            source.setRequiresGradient(true);
            evaluate(run, values, List.of(target));
            collector.backward(halfSquares(target).of(name -> value(values, name)));
            PtNDArray gradient = source.getGradient();
            float[] result = gradient.toFloatArray();
            gradient.close();
            return result;
        }
    }

    private Map<String, PtNDArray> feed(NDManager run, Map<String, Numbers> inputs) {
        Map<String, PtNDArray> values = new HashMap<>();
        inputs.forEach((name, numbers) -> values.put(name, TorchTensors.write(run, numbers, precision)));
        return values;
    }

    private @Nullable PtNDArray value(Map<String, PtNDArray> values, String name) {
        return name.isEmpty() ? null : values.containsKey(name) ? values.get(name) : constants.get(name);
    }

    /** Runs the nodes that {@code outputs} need and lets go of every array once its last reader has run. */
    private void evaluate(NDManager run, Map<String, PtNDArray> values, List<String> outputs) {
        List<NodeProto> nodes = needed(outputs);
        Map<String, Integer> lastReader = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).getInputList()) {
                lastReader.put(input, i);
            }
        }
        outputs.forEach(output -> lastReader.put(output, nodes.size()));
        Set<PtNDArray> fed = identities(values.values());
        for (int i = 0; i < nodes.size(); i++) {
            NodeProto node = nodes.get(i);
            boolean constant = node.getInputList().stream().noneMatch(active::contains);
            if (constant && constants.containsKey(node.getOutput(0))) {
                continue;
            }
            compute(run, values, node, constant);
            int now = i;
            values.keySet()
                    .removeIf(name -> lastReader.getOrDefault(name, -1) <= now && !fed.contains(values.get(name)));
            Set<PtNDArray> kept = identities(values.values());
            kept.addAll(fed);
            for (NDArray array : run.getManagedArrays()) {
                if (!kept.contains((PtNDArray) array)) {
                    array.close();
                }
            }
        }
    }

    private static Set<PtNDArray> identities(Iterable<PtNDArray> arrays) {
        Set<PtNDArray> set = Collections.newSetFromMap(new IdentityHashMap<>());
        arrays.forEach(set::add);
        return set;
    }

    private void compute(NDManager run, Map<String, PtNDArray> values, NodeProto node, boolean constant) {
        List<@Nullable PtNDArray> inputs = new ArrayList<>();
        for (String name : node.getInputList()) {
            inputs.add(constant ? constants.get(name) : operand(values, name));
        }
        List<PtNDArray> results =
                TorchOperators.apply(new TorchNode(node, inputs, opset, run, constant ? DataType.FLOAT32 : precision));
        for (int i = 0; i < Math.min(results.size(), node.getOutputCount()); i++) {
            PtNDArray result = results.get(i);
            result.attach(constant ? manager : run);
            (constant ? constants : values).put(node.getOutput(i), result);
        }
    }

    /** Constants that meet the picture are brought to the judge's precision once. */
    private @Nullable PtNDArray operand(Map<String, PtNDArray> values, String name) {
        PtNDArray value = value(values, name);
        if (value == null || active.contains(name) || !value.getDataType().isFloating()) {
            return value;
        }
        return promoted.computeIfAbsent(name, key -> (PtNDArray) value.toType(precision, false));
    }

    private List<NodeProto> needed(List<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        List<NodeProto> nodes = new ArrayList<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.getInputList());
                nodes.add(0, node);
            }
        }
        return nodes;
    }

    /** ½Σa² of a tensor: the objective of a single target. */
    static Objective halfSquares(String tensor) {
        return tensors -> {
            PtNDArray a = tensors.apply(tensor);
            PtNDArray half = (PtNDArray)
                    a.getManager().create(new double[] {0.5}, new Shape()).toType(a.getDataType(), false);
            return JniUtils.mul(JniUtils.sum(JniUtils.square(a)), half);
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}
