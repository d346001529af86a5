package io.pareidolia.dream.graph.fast;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.List;
import java.util.Optional;

/** A BatchNormalization of what a Conv made becomes part of its weights, if nobody else reads the Conv's result. */
final class FoldedNormalization implements Rewrite {
    @Override
    public Optional<List<Node>> of(Node node, Graph graph, Uses uses) {
        if (!node.operator().equals("BatchNormalization") || uses.of(node.input(0)) != 1) {
            return Optional.empty();
        }
        return graph.producer(node.input(0))
                .filter(before -> before.operator().equals("Conv"))
                .map(convolution -> List.of(folded(convolution, node, graph)));
    }

    private static Node folded(Node convolution, Node node, Graph graph) {
        double[] scale = doubles(graph, node.input(1));
        double[] bias = doubles(graph, node.input(2));
        double[] mean = doubles(graph, node.input(3));
        double[] variance = doubles(graph, node.input(4));
        float epsilon = node.attributes().number("epsilon", 1e-5f);
        double[] before = convolution.hasInput(2) ? doubles(graph, convolution.input(2)) : new double[scale.length];
        double[] slope = new double[scale.length];
        float[] offset = new float[scale.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = scale[i] / Math.sqrt(variance[i] + epsilon);
            offset[i] = (float) ((before[i] - mean[i]) * slope[i] + bias[i]);
        }
        String how = "normalized by " + String.join(" ", node.inputs().subList(1, 5)) + " " + epsilon;
        Tensor weights =
                graph.derived(graph.value(convolution.input(1)).orElseThrow(), how, tensor -> times(tensor, slope));
        List<String> inputs = List.of(
                convolution.input(0), graph.constant(weights), graph.constant(Tensor.of(offset, offset.length)));
        return new Node(convolution.name(), "Conv", inputs, node.outputs(), convolution.attributes());
    }

    private static double[] doubles(Graph graph, String name) {
        return graph.value(name).orElseThrow().doubles();
    }

    private static Tensor times(Tensor weights, double[] slope) {
        float[] values = weights.floats();
        int taps = values.length / Math.max(1, slope.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * slope[i / taps]);
        }
        return Tensor.of(values, weights.shape());
    }
}
