package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One node on the way back, as its rule sees it. Gradients are names of tensors, shaped like what they belong to. */
public final class Backward {
    private final Graph graph;
    private final Forward forward;
    private final Node node;
    private final Function<String, Optional<String>> gradients;
    private final BiConsumer<String, String> given;
    private final boolean scatter;
    private final boolean own;

    Backward(
            Graph graph,
            Forward forward,
            Node node,
            Function<String, Optional<String>> gradients,
            BiConsumer<String, String> given,
            boolean scatter,
            boolean own) {
        this.graph = graph;
        this.forward = forward;
        this.node = node;
        this.gradients = gradients;
        this.given = given;
        this.scatter = scatter;
        this.own = own;
    }

    public Graph graph() {
        return graph;
    }

    /** What is known of the nodes that are walked. */
    Forward forward() {
        return forward;
    }

    public Node node() {
        return node;
    }

    /** True if the device adds up scattered numbers in one order each time. */
    public boolean mayScatter() {
        return scatter;
    }

    /** True on a processor, where ONNX Runtime keeps such a tensor in blocks of channels: see {@link Depthwise}. */
    boolean blocked(TensorType type) {
        return scatter && Depthwise.fits(type);
    }

    /** Name of an input. */
    public String input(int index) {
        return node.input(index);
    }

    public TensorType inputType(int index) {
        return graph.type(node.input(index));
    }

    public String output() {
        return node.output();
    }

    public TensorType outputType() {
        return graph.type(node.output());
    }

    /** The value of an input that is constant. */
    public Tensor constant(int index) {
        return graph.value(node.input(index)).orElseThrow();
    }

    /** True if the input is there and depends on what the gradient is taken of. */
    public boolean wants(int index) {
        return node.hasInput(index) && !graph.isConstant(node.input(index));
    }

    /** The gradient of the first output. */
    public String gradient() {
        return gradient(0).orElseThrow();
    }

    /** True if the gradient of the first output is known to be zero wherever that output is. */
    public boolean vanishesWithOutput() {
        return own;
    }

    /** The gradient of an output; empty if the objective does not depend on it. */
    public Optional<String> gradient(int output) {
        return output < node.outputs().size() ? gradients.apply(node.outputs().get(output)) : Optional.empty();
    }

    /** Adds a share to the gradient of an input; it has the input's shape. */
    public void give(int index, String gradient) {
        giveTo(node.input(index), gradient);
    }

    /** Adds a share to the gradient of a tensor that this node's input is made of. */
    void giveTo(String tensor, String gradient) {
        if (!graph.type(gradient).sameShape(graph.type(tensor))) {
            throw new IllegalStateException("the gradient of " + tensor + " through " + node.operator() + " is "
                    + graph.type(gradient) + ", not " + graph.type(tensor));
        }
        given.accept(tensor, gradient);
    }

    /** Adds a share that has the output's shape, summed over the axes along which the input was repeated. */
    public void giveSummed(int index, String gradient) {
        if (wants(index)) {
            give(index, summed(gradient, inputType(index)));
        }
    }

    /** {@code gradient} summed until it has the shape of {@code type}, which broadcasts to it. */
    String summed(String gradient, TensorType type) {
        TensorType from = graph.type(gradient);
        int more = from.rank() - type.rank();
        long[] axes = IntStream.range(0, from.rank())
                .filter(i -> i < more || (type.dimension(i - more) == 1 && from.dimension(i) != 1))
                .mapToLong(i -> i)
                .toArray();
        String sum = axes.length == 0
                ? gradient
                : emit("ReduceSum", Attributes.NONE.with("keepdims", 1), gradient, vector(axes));
        return reshaped(sum, type);
    }

    String reshaped(String tensor, TensorType type) {
        return graph.type(tensor).sameShape(type) ? tensor : emit("Reshape", tensor, vector(type.shape()));
    }

    public String emit(String operator, Attributes attributes, String... from) {
        return graph.emit(operator, attributes, from);
    }

    public String emit(String operator, String... from) {
        return graph.emit(operator, from);
    }

    public String add(String left, String right) {
        return emit("Add", left, right);
    }

    public String subtract(String left, String right) {
        return emit("Sub", left, right);
    }

    public String multiply(String left, String right) {
        return emit("Mul", left, right);
    }

    public String divide(String left, String right) {
        return emit("Div", left, right);
    }

    /** A tensor times a number; itself if that is 1. */
    public String scaled(String tensor, double factor) {
        return factor == 1 ? tensor : multiply(tensor, number(factor, tensor));
    }

    /** 1 where {@code condition} holds and 0 elsewhere, in the element type of {@code like}. */
    public String mask(String condition, String like) {
        return emit(
                "Cast",
                Attributes.NONE.with("to", (long) graph.type(like).element().getNumber()),
                condition);
    }

    /** 1 where {@code left > right} and 0 elsewhere. */
    public String above(String left, String right) {
        return mask(emit("Greater", left, right), left);
    }

    public String number(double value, String like) {
        return graph.number(value, like);
    }

    public String vector(long... values) {
        return graph.constant(Tensor.vector(values));
    }
}
