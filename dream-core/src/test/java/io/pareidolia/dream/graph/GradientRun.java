package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.fast.Reformulation;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Differentiation;
import io.pareidolia.dream.graph.rule.Rule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** The gradients of a drawn case as the product computes them: by a graph of ordinary nodes, run in float32. */
final class GradientRun {
    private final RuleCase drawn;
    private final Map<String, Numbers> cotangents = new LinkedHashMap<>();

    GradientRun(RuleCase drawn, long seed) {
        this.drawn = drawn;
        Random random = new Random(seed);
        Graph forward = drawn.graph();
        for (String output : drawn.outputs()) {
            cotangents.put(output, Numbers.gaussian(random, forward.type(output).shape()));
        }
    }

    /** Random gradients of the outputs, where the way back begins. */
    Map<String, Numbers> cotangents() {
        return cotangents;
    }

    Map<String, Numbers> gradients(Function<String, Optional<Rule>> rules, boolean scatter) {
        Reformulation forward = Reformulation.of(drawn.graph(), drawn.outputs(), scatter);
        Graph graph = forward.graph();
        Differentiation back = new Differentiation(graph, rules, scatter);
        Map<String, Numbers> feeds = new HashMap<>(drawn.inputs());
        cotangents.forEach((output, numbers) -> {
            String name = graph.input("gradient of " + output, new TensorType(DataType.FLOAT, numbers.shape()));
            feeds.put(name, numbers);
            back.seed(output, name);
        });
        back.run(forward.nodes());
        Map<String, String> names = new LinkedHashMap<>();
        drawn.inputs()
                .keySet()
                .forEach(input -> names.put(input, back.gradient(input).orElseThrow()));
        // a gradient may be a cotangent itself, or the same for two inputs: outputs need names of their own
        Map<String, String> outputs = new LinkedHashMap<>();
        names.forEach((input, gradient) -> outputs.put(input, graph.emit("Identity", gradient)));
        Map<String, Numbers> results =
                RuntimeRun.of(graph.write(List.copyOf(outputs.values())).toByteArray(), feeds);
        Map<String, Numbers> gradients = new LinkedHashMap<>();
        outputs.forEach((input, output) -> gradients.put(input, results.get(output)));
        return gradients;
    }

    /** The outputs, by the forward part in the internal opset. */
    Map<String, Numbers> forwardValues() {
        return RuntimeRun.of(drawn.graph().write(drawn.outputs()).toByteArray(), drawn.inputs());
    }
}
