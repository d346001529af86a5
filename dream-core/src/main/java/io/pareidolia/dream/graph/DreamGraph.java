package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.fast.Reformulation;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.Differentiation;
import io.pareidolia.dream.graph.rule.Rules;
import java.util.List;

/**
 * A network's graph for one size, cut at its targets and completed with the gradient: the input {@value #PICTURE} is an
 * RGB picture, float32 1×3×H×W in grey levels of 0..255; the outputs are {@value #GRADIENT}, of the same shape, and
 * {@value #OBJECTIVE}, a number. The objective of one target is ½Σa², turned round if its weight is negative; of
 * several it is the sum of each one's ½Σa² divided by its number of elements, times its weight.
 */
public final class DreamGraph {
    public static final String PICTURE = "picture";
    public static final String GRADIENT = "gradient";
    public static final String OBJECTIVE = "objective";

    private DreamGraph() {}

    /**
     * Writes the graph.
     *
     * @param scatter whether the device adds scattered numbers in the same order each time: a CPU does
     */
    public static ModelProto write(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter) {
        List<String> tensors = targets.stream().map(Target::tensor).distinct().toList();
        Graph simple = network.at(height, width, preprocessing, tensors);
        Reformulation forward = Reformulation.of(simple, tensors, scatter);
        Graph graph = forward.graph();
        Differentiation back = new Differentiation(graph, Rules::of, scatter);
        String objective = Objective.add(graph, targets, back);
        back.run(forward.nodes());
        String gradient = back.gradient(PICTURE)
                .orElseThrow(() -> DreamException.input("No gradient flows from " + String.join(", ", tensors)
                        + " to the picture; name another layer."));
        graph.add(new Node("", "Identity", List.of(gradient), List.of(GRADIENT), Attributes.NONE));
        graph.add(new Node("", "Identity", List.of(objective), List.of(OBJECTIVE), Attributes.NONE));
        return graph.write(List.of(GRADIENT, OBJECTIVE));
    }

    /** The objective alone, in the same words as {@link #write}: for comparing times. */
    public static ModelProto value(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter) {
        List<String> tensors = targets.stream().map(Target::tensor).distinct().toList();
        Graph simple = network.at(height, width, preprocessing, tensors);
        Graph graph = Reformulation.of(simple, tensors, scatter).graph();
        String objective = Objective.add(graph, targets, new Differentiation(graph, Rules::of, scatter));
        graph.add(new Node("", "Identity", List.of(objective), List.of(OBJECTIVE), Attributes.NONE));
        return graph.write(List.of(OBJECTIVE));
    }

    /** The forward part as the network's file says it, with the targets themselves as outputs. */
    public static ModelProto forward(
            ForwardGraph network, List<Target> targets, Preprocessing preprocessing, int height, int width) {
        List<String> tensors = targets.stream().map(Target::tensor).distinct().toList();
        return network.at(height, width, preprocessing, tensors).write(tensors);
    }
}
