package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.graph.fast.Reformulation;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.GraphCost;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.Differentiation;
import io.pareidolia.dream.graph.rule.Rule;
import io.pareidolia.dream.graph.rule.Rules;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        return complete(network, targets, preprocessing, height, width, scatter).write(List.of(GRADIENT, OBJECTIVE));
    }

    /** The same by other rules than those of the program, which a proof may want. */
    public static ModelProto write(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter,
            Function<String, Optional<Rule>> rules) {
        return build(network, targets, preprocessing, height, width, scatter, rules)
                .write(List.of(GRADIENT, OBJECTIVE));
    }

    /** What running the graph costs, without writing it. */
    public static GraphCost cost(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter) {
        return GraphCost.of(
                complete(network, targets, preprocessing, height, width, scatter), List.of(GRADIENT, OBJECTIVE));
    }

    /** The graph that {@link #write} writes, to go on with. */
    static Graph complete(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter) {
        return build(network, targets, preprocessing, height, width, scatter, Rules::of);
    }

    private static Graph build(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter,
            Function<String, Optional<Rule>> rules) {
        List<String> tensors = targets.stream().map(Target::tensor).distinct().toList();
        Graph graph = network.at(height, width, preprocessing, tensors);
        try {
            return withGradient(graph, targets, tensors, scatter, rules);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw DreamException.input("The network " + network.title() + " cannot dream " + said(tensors) + " at "
                    + width + "×" + height + ", since " + wrong.getMessage() + ".");
        }
    }

    private static String said(List<String> tensors) {
        return tensors.stream().map(StrangersName::of).collect(Collectors.joining(", "));
    }

    private static Graph withGradient(
            Graph simple,
            List<Target> targets,
            List<String> tensors,
            boolean scatter,
            Function<String, Optional<Rule>> rules) {
        Reformulation forward = Reformulation.of(simple, tensors, scatter);
        Graph graph = forward.graph();
        Differentiation back = new Differentiation(graph, rules, scatter);
        String objective = Objective.add(graph, targets, back);
        back.run(forward.nodes());
        String gradient = back.gradient(PICTURE)
                .orElseThrow(() -> DreamException.input(
                        "No gradient flows from " + said(tensors) + " to the picture; name another layer."));
        graph.add(new Node("", "Identity", List.of(gradient), List.of(GRADIENT), Attributes.NONE));
        // of a layer in double precision too
        Attributes single = Attributes.NONE.with("to", DataType.FLOAT_VALUE);
        graph.add(new Node("", "Cast", List.of(objective), List.of(OBJECTIVE), single));
        return graph;
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
        Graph graph = Reformulation.of(network.at(height, width, preprocessing, tensors), tensors, scatter)
                .graph();
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

    /** {@link #write} as the bytes of an ONNX file. */
    public static byte[] file(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter) {
        return write(network, targets, preprocessing, height, width, scatter).toByteArray();
    }

    /** {@link #forward} as the bytes of an ONNX file. */
    public static byte[] forwardFile(
            ForwardGraph network, List<Target> targets, Preprocessing preprocessing, int height, int width) {
        return forward(network, targets, preprocessing, height, width).toByteArray();
    }

    /** What running the forward part alone costs. */
    public static GraphCost forwardCost(
            ForwardGraph network, List<Target> targets, Preprocessing preprocessing, int height, int width) {
        List<String> tensors = targets.stream().map(Target::tensor).distinct().toList();
        return GraphCost.of(network.at(height, width, preprocessing, tensors), tensors);
    }
}
