package io.pareidolia.dream.graph.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Brings a node of opset 7 to 21 to the internal one: attributes that became inputs and inputs that were attributes,
 * operators that were renamed, and the Softmax that flattened first. See the operator changelog of ONNX.
 */
public final class Modernization {
    private final Graph graph;
    private final int opset;

    public Modernization(Graph graph, int opset) {
        this.graph = graph;
        this.opset = opset;
    }

    /**
     * The nodes to add instead of {@code node}, whose inputs {@code graph} knows.
     *
     * @throws IllegalArgumentException if the node says something that has no counterpart
     */
    public List<Node> of(Node given) {
        Node node = named(given);
        return switch (node.operator()) {
            case "Clip" -> opset < 11 ? List.of(clip(node)) : List.of(node);
            case "Dropout" -> List.of(dropout(node));
            case "Upsample", "Resize" -> List.of(new ResizeForms(graph, opset).of(node));
            case "Softmax" -> opset < 13 ? softmax(node) : List.of(node);
            case "Slice" -> opset < 10 ? List.of(slice(node)) : List.of(node);
            case "Split" -> List.of(split(node));
            case "Squeeze", "Unsqueeze", "ReduceSum" -> opset < 13 ? List.of(axesAsInput(node)) : List.of(node);
            case "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd" ->
                opset >= 18 ? List.of(axesAsAttribute(node)) : List.of(node);
            case "Pad" -> List.of(pad(node));
            case "BatchNormalization" -> List.of(batchNormalization(node));
            case "Conv" -> List.of(explicit(node));
            case "MaxPool" -> maxPool(node);
            case "AveragePool" -> averagePool(node);
            case "Cast" -> List.of(node.with(node.attributes().without("saturate")));
            default -> List.of(node);
        };
    }

    /**
     * A node's first output, and each part of a Split, has a name, even if nobody reads it; what is left out at the
     * end is not named at all.
     */
    private Node named(Node node) {
        List<String> outputs = new ArrayList<>(node.outputs());
        while (outputs.size() > 1
                && outputs.get(outputs.size() - 1).isEmpty()
                && !node.operator().equals("Split")) {
            outputs.remove(outputs.size() - 1);
        }
        int count = node.operator().equals("Split") ? outputs.size() : 1;
        for (int i = 0; i < count; i++) {
            if (outputs.get(i).isEmpty()) {
                outputs.set(i, graph.fresh("unread"));
            }
        }
        List<String> inputs = new ArrayList<>(node.inputs());
        while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
            inputs.remove(inputs.size() - 1);
        }
        return node.with(inputs, outputs);
    }

    private Node clip(Node node) {
        Attributes attributes = node.attributes();
        String least = attributes.has("min") ? graph.number(attributes.number("min", 0), node.input(0)) : "";
        String most = attributes.has("max") ? graph.number(attributes.number("max", 0), node.input(0)) : "";
        return new Node(node.name(), "Clip", List.of(node.input(0), least, most), node.outputs(), Attributes.NONE);
    }

    /** A dream is no training: nothing is dropped. */
    private Node dropout(Node node) {
        if (node.hasInput(2) && graph.value(node.input(2)).map(Tensor::longs).orElse(new long[] {1})[0] != 0) {
            throw new IllegalArgumentException("it is in training mode");
        }
        return new Node(node.name(), "Dropout", List.of(node.input(0)), List.of(node.output()), Attributes.NONE);
    }

    /** Before opset 13 all axes from {@code axis} on were one. */
    private List<Node> softmax(Node node) {
        TensorType x = graph.type(node.input(0));
        int axis = OutputTypes.Inputs.axis(node.attributes().integer("axis", 1), x.rank());
        if (axis == x.rank() - 1) {
            return List.of(node.with(Attributes.NONE.with("axis", -1)));
        }
        String flat = graph.fresh("flat");
        String soft = graph.fresh("soft");
        return List.of(
                new Node("", "Flatten", List.of(node.input(0)), List.of(flat), Attributes.NONE.with("axis", axis)),
                new Node(node.name(), "Softmax", List.of(flat), List.of(soft), Attributes.NONE.with("axis", -1)),
                new Node(
                        "",
                        "Reshape",
                        List.of(soft, graph.constant(Tensor.vector(x.shape()))),
                        node.outputs(),
                        Attributes.NONE));
    }

    private Node slice(Node node) {
        long[] starts = node.attributes().integers("starts");
        long[] axes = node.attributes()
                .integers("axes", LongStream.range(0, starts.length).toArray());
        return new Node(
                node.name(),
                "Slice",
                List.of(
                        node.input(0),
                        graph.constant(Tensor.vector(starts)),
                        graph.constant(Tensor.vector(node.attributes().integers("ends"))),
                        graph.constant(Tensor.vector(axes))),
                node.outputs(),
                Attributes.NONE);
    }

    private Node split(Node node) {
        Attributes attributes = node.attributes().without("split", "num_outputs");
        if (opset < 13 && node.attributes().has("split")) {
            String sizes = graph.constant(Tensor.vector(node.attributes().integers("split")));
            return new Node(node.name(), "Split", List.of(node.input(0), sizes), node.outputs(), attributes);
        }
        if (opset >= 18 && node.attributes().has("num_outputs")) {
            TensorType x = graph.type(node.input(0));
            long size = x.dimension(OutputTypes.Inputs.axis(attributes.integer("axis", 0), x.rank()));
            int parts = node.outputs().size();
            long part = -Math.floorDiv(-size, (long) parts);
            long[] sizes = new long[parts];
            Arrays.fill(sizes, part);
            sizes[parts - 1] = size - part * (parts - 1);
            return new Node(
                    node.name(),
                    "Split",
                    List.of(node.input(0), graph.constant(Tensor.vector(sizes))),
                    node.outputs(),
                    attributes);
        }
        return node;
    }

    private Node axesAsInput(Node node) {
        Attributes attributes = node.attributes();
        List<String> inputs = attributes.has("axes")
                ? List.of(node.input(0), graph.constant(Tensor.vector(attributes.integers("axes"))))
                : List.of(node.input(0));
        return new Node(node.name(), node.operator(), inputs, node.outputs(), attributes.without("axes"));
    }

    private Node axesAsAttribute(Node node) {
        Attributes attributes = node.attributes().without("noop_with_empty_axes");
        boolean empty = !node.hasInput(1);
        if (!empty) {
            long[] axes = graph.value(node.input(1))
                    .orElseThrow(() -> new IllegalArgumentException("it has axes that depend on the picture's content"))
                    .longs();
            empty = axes.length == 0;
            if (!empty) {
                attributes = attributes.with("axes", axes);
            }
        }
        if (empty && node.attributes().integer("noop_with_empty_axes", 0) != 0) {
            return new Node(node.name(), "Identity", List.of(node.input(0)), List.of(node.output()), Attributes.NONE);
        }
        return new Node(node.name(), node.operator(), List.of(node.input(0)), node.outputs(), attributes);
    }

    private Node pad(Node node) {
        Attributes attributes = node.attributes();
        if (opset < 11) {
            List<String> inputs = List.of(
                    node.input(0),
                    graph.constant(Tensor.vector(attributes.integers("pads"))),
                    graph.number(attributes.number("value", 0), node.input(0)));
            return new Node(node.name(), "Pad", inputs, node.outputs(), attributes.without("pads", "value"));
        }
        if (opset < 18 || !node.hasInput(3)) {
            return node;
        }
        int rank = graph.type(node.input(0)).rank();
        long[] axes = longs(node.input(3));
        long[] given = longs(node.input(1));
        if (given.length != 2 * axes.length) {
            throw new IllegalArgumentException("its pads do not fit its axes");
        }
        long[] pads = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = OutputTypes.Inputs.axis(axes[i], rank);
            pads[axis] = given[i];
            pads[axis + rank] = given[i + axes.length];
        }
        return new Node(
                node.name(),
                "Pad",
                List.of(node.input(0), graph.constant(Tensor.vector(pads)), node.input(2)),
                node.outputs(),
                attributes);
    }

    private long[] longs(String name) {
        return graph.value(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("it has an input, " + name + ", that depends on the picture"))
                .longs();
    }

    private Node batchNormalization(Node node) {
        Attributes attributes = node.attributes();
        if (attributes.integer("spatial", 1) == 0 || attributes.integer("training_mode", 0) != 0) {
            throw new IllegalArgumentException("it is in training mode or not spatial");
        }
        return new Node(
                node.name(),
                "BatchNormalization",
                node.inputs(),
                List.of(node.output()),
                attributes.without("spatial", "training_mode", "momentum"));
    }

    private List<Node> averagePool(Node node) {
        long[] dilations = node.attributes().integers("dilations");
        if (IntStream.range(0, dilations.length).anyMatch(i -> dilations[i] != 1)) {
            throw new IllegalArgumentException("it is a dilated average, which opset 17 does not know");
        }
        Node pool = node.with(node.attributes().without("dilations"));
        boolean padding = pool.attributes().integer("count_include_pad", 0) != 0;
        if (!padding || pool.attributes().integer("ceil_mode", 0) == 0) {
            return List.of(explicit(pool));
        }
        // padding counts, but not what the last window sees beyond it; runtimes differ, so it is written out
        TensorType x = graph.type(node.input(0));
        Window window = Window.of(pool, x, pool.attributes().integers("kernel_shape"));
        long[] pads = new long[2 * x.rank()];
        long[] rest = new long[2 * window.axes()];
        for (int i = 0; i < window.axes(); i++) {
            pads[i + 2] = window.before()[i];
            pads[i + 2 + x.rank()] = window.after()[i];
            rest[i + window.axes()] = Math.max(0, window.reach(i) - window.after()[i]);
        }
        String padded = graph.fresh("padded");
        return List.of(
                new Node(
                        "",
                        "Pad",
                        List.of(node.input(0), graph.constant(Tensor.vector(pads))),
                        List.of(padded),
                        Attributes.NONE),
                new Node(
                        node.name(),
                        "AveragePool",
                        List.of(padded),
                        node.outputs(),
                        pool.attributes()
                                .without("auto_pad", "ceil_mode", "count_include_pad")
                                .with("pads", rest)));
    }

    private List<Node> maxPool(Node node) {
        // in which order the positions of maxima are counted matters to nobody here
        Node pool = explicit(node.with(node.attributes().without("storage_order")));
        long[] kernel = pool.attributes().integers("kernel_shape");
        long[] pads = pool.attributes().integers("pads");
        if (IntStream.range(0, pads.length).allMatch(i -> pads[i] < kernel[i % kernel.length])) {
            return List.of(pool);
        }
        // a dilated window may reach further than the runtime allows its padding to be
        TensorType x = graph.type(node.input(0));
        long[] around = new long[2 * x.rank()];
        System.arraycopy(pads, 0, around, 2, kernel.length);
        System.arraycopy(pads, kernel.length, around, x.rank() + 2, kernel.length);
        String padded = graph.fresh("padded");
        String lowest = graph.number(-Float.MAX_VALUE, node.input(0));
        return List.of(
                new Node(
                        "",
                        "Pad",
                        List.of(node.input(0), graph.constant(Tensor.vector(around)), lowest),
                        List.of(padded),
                        Attributes.NONE),
                pool.with(pool.attributes().without("pads")).with(List.of(padded), node.outputs()));
    }

    /** With auto_pad and ceil_mode as the pads that they mean, so that everybody agrees on the result's size. */
    private Node explicit(Node node) {
        Attributes attributes = node.attributes();
        boolean ceil = attributes.integer("ceil_mode", 0) != 0;
        if (!ceil && !attributes.has("auto_pad")) {
            return node;
        }
        TensorType x = graph.type(node.input(0));
        long[] kernel = node.operator().equals("Conv")
                ? Arrays.copyOfRange(
                        graph.type(node.input(1)).shape(),
                        2,
                        graph.type(node.input(1)).rank())
                : attributes.integers("kernel_shape");
        Window window = Window.of(node, x, kernel);
        long[] pads = new long[2 * window.axes()];
        for (int i = 0; i < window.axes(); i++) {
            pads[i] = window.before()[i];
            pads[i + window.axes()] = ceil ? Math.max(0, window.reach(i)) : window.after()[i];
        }
        return node.with(attributes.without("auto_pad", "ceil_mode").with("pads", pads));
    }
}
