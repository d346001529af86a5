package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The nodes that make what a network takes from an RGB picture in grey levels. */
final class PicturePreparation {
    private PicturePreparation() {}

    /** Adds the input {@value DreamGraph#PICTURE} of type {@code planes}, and what leads from it to {@code input}. */
    static void add(
            Graph graph,
            Preprocessing preprocessing,
            TensorType planes,
            String input,
            DataType element,
            boolean channelsLast) {
        List<Node> nodes = new ArrayList<>();
        String now = graph.input(DreamGraph.PICTURE, planes);
        if (!preprocessing.redFirst()) {
            String order =
                    graph.constant(Tensor.vector(preprocessing.from(0), preprocessing.from(1), preprocessing.from(2)));
            now = step(graph, nodes, "Gather", Attributes.NONE.with("axis", 1), now, order);
        }
        float[] scale = new float[3];
        float[] offset = new float[3];
        boolean scaled = false;
        boolean moved = false;
        for (int channel = 0; channel < 3; channel++) {
            scale[channel] = (float) preprocessing.scale(channel);
            offset[channel] = (float) preprocessing.offset(channel);
            scaled |= scale[channel] != 1;
            moved |= offset[channel] != 0;
        }
        if (scaled) {
            now = step(graph, nodes, "Mul", Attributes.NONE, now, graph.constant(Tensor.of(scale, 1, 3, 1, 1)));
        }
        if (moved) {
            now = step(graph, nodes, "Add", Attributes.NONE, now, graph.constant(Tensor.of(offset, 1, 3, 1, 1)));
        }
        if (channelsLast) {
            now = step(graph, nodes, "Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1), now);
        }
        if (element != DataType.FLOAT) {
            now = step(graph, nodes, "Cast", Attributes.NONE.with("to", element.getNumber()), now);
        }
        nodes.add(new Node("", "Identity", List.of(now), List.of(input), Attributes.NONE));
        nodes.forEach(graph::add);
    }

    private static String step(Graph graph, List<Node> nodes, String operator, Attributes attributes, String... from) {
        String output = graph.fresh(operator);
        nodes.add(new Node("", operator, List.of(from), List.of(output), attributes));
        return output;
    }
}
