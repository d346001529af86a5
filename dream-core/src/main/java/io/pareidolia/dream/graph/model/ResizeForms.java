package io.pareidolia.dream.graph.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Brings every form of resizing, from opset 7 to 21, to the internal one. */
final class ResizeForms {
    private final Graph graph;
    private final int opset;

    ResizeForms(Graph graph, int opset) {
        this.graph = graph;
        this.opset = opset;
    }

    Node of(Node node) {
        return node.operator().equals("Upsample") ? upsample(node) : resize(node);
    }

    private Node upsample(Node node) {
        String scales = opset < 9
                ? graph.constant(Tensor.of(
                        node.attributes().numbers("scales"), node.attributes().numbers("scales").length))
                : node.input(1);
        return oldResize(node, scales);
    }

    private Node resize(Node node) {
        if (opset < 11) {
            return oldResize(node, node.input(1));
        }
        Attributes attributes = node.attributes();
        if (opset < 18) {
            return new Node(node.name(), "Resize", inputs(node), node.outputs(), attributes);
        }
        if (attributes.integer("antialias", 0) != 0
                || !attributes.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw new IllegalArgumentException("it resizes in a way that has no gradient here");
        }
        Attributes known = attributes.without("antialias", "keep_aspect_ratio_policy", "axes");
        List<String> inputs = inputs(node);
        if (!attributes.has("axes")) {
            return new Node(node.name(), "Resize", inputs, node.outputs(), known);
        }
        TensorType x = graph.type(node.input(0));
        long[] axes = attributes.integers("axes");
        for (int input = 2; input < inputs.size(); input++) {
            if (inputs.get(input).isEmpty()) {
                continue;
            }
            Tensor given = graph.value(inputs.get(input))
                    .orElseThrow(
                            () -> new IllegalArgumentException("it has a size that depends on the picture's content"));
            if (input == 2) {
                float[] scales = new float[x.rank()];
                Arrays.fill(scales, 1);
                for (int i = 0; i < axes.length; i++) {
                    scales[OutputTypes.Inputs.axis(axes[i], x.rank())] = (float) given.doubles()[i];
                }
                inputs.set(input, graph.constant(Tensor.of(scales, scales.length)));
            } else {
                long[] sizes = x.shape();
                for (int i = 0; i < axes.length; i++) {
                    sizes[OutputTypes.Inputs.axis(axes[i], x.rank())] = given.longs()[i];
                }
                inputs.set(input, graph.constant(Tensor.vector(sizes)));
            }
        }
        return new Node(node.name(), "Resize", inputs, node.outputs(), known);
    }

    /** Either sizes or scales: opset 11 asks for both and wants one of them empty. */
    private List<String> inputs(Node node) {
        if (node.hasInput(3) && graph.type(node.input(3)).elements() > 0) {
            return new ArrayList<>(List.of(node.input(0), "", "", node.input(3)));
        }
        return new ArrayList<>(List.of(node.input(0), "", node.input(2)));
    }

    /** Before opset 11 coordinates were divided by the scale, and rounded down when growing, up when shrinking. */
    private Node oldResize(Node node, String scales) {
        double[] factors = graph.value(scales)
                .orElseThrow(() -> new IllegalArgumentException("it has scales that depend on the picture's content"))
                .doubles();
        boolean shrinks = Arrays.stream(factors).anyMatch(factor -> factor < 1);
        if (shrinks && Arrays.stream(factors).anyMatch(factor -> factor > 1)) {
            throw new IllegalArgumentException("it grows along one axis and shrinks along another");
        }
        return new Node(
                node.name(),
                "Resize",
                List.of(node.input(0), "", scales),
                node.outputs(),
                Attributes.NONE
                        .with("mode", node.attributes().text("mode", "nearest"))
                        .with("coordinate_transformation_mode", "asymmetric")
                        .with("nearest_mode", shrinks ? "ceil" : "floor"));
    }
}
