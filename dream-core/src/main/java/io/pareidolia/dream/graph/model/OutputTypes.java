package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.failure.StrangersName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of a node's outputs, by operator: what the ONNX specification says for the internal opset. */
final class OutputTypes {
    private OutputTypes() {}

    /**
     * The types of the outputs, in their order.
     *
     * @throws IllegalArgumentException if the operator is not known, or its inputs do not fit it
     */
    static List<TensorType> of(Graph graph, Node node, List<@Nullable TensorType> from) {
        Inputs in = new Inputs(graph, node, from);
        try {
            return switch (node.operator()) {
                case "Relu",
                        "LeakyRelu",
                        "Sigmoid",
                        "HardSigmoid",
                        "HardSwish",
                        "Tanh",
                        "Clip",
                        "Sqrt",
                        "Exp",
                        "Neg",
                        "Identity",
                        "Softmax",
                        "Reciprocal",
                        "Abs",
                        "Sign",
                        "Floor",
                        "Ceil",
                        "Round",
                        "Log",
                        "Not",
                        "Erf",
                        "Cos",
                        "Sin",
                        "Elu",
                        "Softplus",
                        "Dropout",
                        "BatchNormalization" -> elementwise(node, in.type(0));
                case "LRN" -> List.of(WindowTypes.acrossChannels(in));
                case "PRelu" -> List.of(in.onto(0, in.broadcast(0, 1)));
                case "Add", "Sub", "Mul", "Div", "Mod" -> List.of(in.broadcast(0, 1));
                case "Pow" ->
                    List.of(in.broadcastShape(0, 1).withElement(in.type(0).element()));
                case "Sum", "Mean", "Max", "Min" -> List.of(in.broadcastAll());
                case "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor" ->
                    List.of(in.broadcast(0, 1).withElement(DataType.BOOL));
                case "Where" -> List.of(in.where());
                case "Cast" ->
                    List.of(in.type(0).withElement(element(node.attributes().integer("to", 0))));
                case "Conv" -> List.of(WindowTypes.convolution(in));
                case "ConvTranspose" -> List.of(WindowTypes.transposedConvolution(in));
                case "MaxPool" -> WindowTypes.maxPool(in);
                case "AveragePool" -> List.of(WindowTypes.pool(in));
                case "GlobalAveragePool", "GlobalMaxPool" -> List.of(WindowTypes.global(in));
                case "Gemm" -> List.of(in.gemm());
                case "MatMul" -> List.of(in.matMul());
                default -> LayoutTypes.of(in);
            };
        } catch (ArithmeticException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | IllegalStateException failure) {
            throw new IllegalArgumentException("its shapes or attributes do not fit its inputs", failure);
        }
    }

    private static List<TensorType> elementwise(Node node, TensorType type) {
        if (node.operator().equals("Dropout")) {
            return List.of(type, type.withElement(DataType.BOOL));
        }
        return List.of(type);
    }

    static DataType element(long number) {
        DataType element = number == (int) number ? DataType.forNumber((int) number) : null;
        if (element == null) {
            throw new IllegalArgumentException("it has a tensor of elements of type " + number);
        }
        TensorType.elementBytes(element);
        return element;
    }

    /** The tensor of a Constant node. */
    static Tensor constant(Node node) {
        Attributes attributes = node.attributes();
        if (attributes.has("value")) {
            TensorProto tensor = attributes.tensor("value").orElseThrow();
            return TensorReading.read(tensor);
        }
        if (attributes.has("value_float")) {
            return Tensor.scalar(attributes.number("value_float", 0));
        }
        if (attributes.has("value_floats")) {
            float[] values = attributes.numbers("value_floats");
            return Tensor.of(values, values.length);
        }
        if (attributes.has("value_int")) {
            return Tensor.of(new long[] {attributes.integer("value_int", 0)});
        }
        if (attributes.has("value_ints")) {
            return Tensor.vector(attributes.integers("value_ints"));
        }
        throw new IllegalArgumentException("it holds neither numbers nor a tensor");
    }

    /** The result of Shape or Size. */
    static Tensor shape(Node node, TensorType type) {
        if (node.operator().equals("Size")) {
            return Tensor.of(new long[] {type.elements()});
        }
        int rank = type.rank();
        long start = node.attributes().integer("start", 0);
        long end = node.attributes().integer("end", rank);
        int from = (int) Math.max(0, Math.min(rank, start < 0 ? start + rank : start));
        int to = (int) Math.max(from, Math.min(rank, end < 0 ? end + rank : end));
        return Tensor.vector(Arrays.copyOfRange(type.shape(), from, to));
    }

    /** A node's inputs, looked at with the question of what comes out. */
    record Inputs(Graph graph, Node node, List<@Nullable TensorType> types) {
        TensorType type(int index) {
            TensorType type = index < types.size() ? types.get(index) : null;
            if (type == null) {
                throw new IllegalArgumentException("its input number " + (index + 1) + " is missing");
            }
            return type;
        }

        /** The value of an input that must be constant, as whole numbers. */
        long[] longs(int index) {
            return graph.value(node.input(index))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "its input " + StrangersName.of(node.input(index)) + " depends on the picture's content"))
                    .longs();
        }

        Attributes attributes() {
            return node.attributes();
        }

        /** An axis from the start, for a tensor of {@code rank} dimensions. */
        static int axis(long axis, int rank) {
            if (axis < -rank || axis >= rank) {
                throw new IllegalArgumentException("there is no axis " + axis + " among " + rank);
            }
            return (int) (axis < 0 ? axis + rank : axis);
        }

        TensorType broadcast(int left, int right) {
            TensorType result = broadcastShape(left, right);
            if (type(left).element() != type(right).element()) {
                throw new IllegalArgumentException("its inputs are of two types");
            }
            return result;
        }

        TensorType broadcastShape(int left, int right) {
            return type(left)
                    .withShape(broadcast(type(left).shape(), type(right).shape()));
        }

        /** {@code result} if it has the shape of an input, which the others may only repeat themselves to fill. */
        TensorType onto(int index, TensorType result) {
            if (!result.sameShape(type(index))) {
                throw new IllegalArgumentException("one of its inputs is larger than "
                        + Arrays.toString(type(index).shape()));
            }
            return result;
        }

        TensorType broadcastAll() {
            TensorType result = type(0);
            for (int i = 1; i < types.size(); i++) {
                if (type(i).element() != result.element()) {
                    throw new IllegalArgumentException("its inputs are of two types");
                }
                result = result.withShape(broadcast(result.shape(), type(i).shape()));
            }
            return result;
        }

        TensorType where() {
            long[] shape = broadcast(type(0).shape(), broadcast(type(1).shape(), type(2).shape()));
            return type(1).withShape(shape);
        }

        static long[] broadcast(long[] left, long[] right) {
            int rank = Math.max(left.length, right.length);
            long[] result = new long[rank];
            for (int i = 0; i < rank; i++) {
                long a = i < rank - left.length ? 1 : left[i - rank + left.length];
                long b = i < rank - right.length ? 1 : right[i - rank + right.length];
                if (a != b && a != 1 && b != 1) {
                    throw new IllegalArgumentException("the shapes " + Arrays.toString(left) + " and "
                            + Arrays.toString(right) + " do not fit together");
                }
                result[i] = a == 1 ? b : a;
            }
            return result;
        }

        TensorType gemm() {
            boolean left = attributes().integer("transA", 0) != 0;
            boolean right = attributes().integer("transB", 0) != 0;
            TensorType a = type(0);
            TensorType b = type(1);
            if (a.element() != b.element()
                    || a.rank() != 2
                    || b.rank() != 2
                    || a.dimension(left ? 0 : 1) != b.dimension(right ? 1 : 0)) {
                throw new IllegalArgumentException("a matrix of " + Arrays.toString(a.shape())
                        + " cannot be multiplied by one of " + Arrays.toString(b.shape()));
            }
            TensorType product = a.withShape(a.dimension(left ? 1 : 0), b.dimension(right ? 0 : 1));
            if (node.hasInput(2) && !Arrays.equals(broadcast(product.shape(), type(2).shape()), product.shape())) {
                throw new IllegalArgumentException("what it adds does not fit " + Arrays.toString(product.shape()));
            }
            return product;
        }

        TensorType matMul() {
            TensorType a = type(0);
            TensorType b = type(1);
            if (a.rank() == 0 || b.rank() == 0 || a.element() != b.element()) {
                throw new IllegalArgumentException("its inputs are no two matrices of one type");
            }
            long[] left = a.rank() == 1 ? new long[] {1, a.dimension(0)} : a.shape();
            long[] right = b.rank() == 1 ? new long[] {b.dimension(0), 1} : b.shape();
            if (left[left.length - 1] != right[right.length - 2]) {
                throw new IllegalArgumentException("a matrix of " + Arrays.toString(a.shape())
                        + " cannot be multiplied by one of " + Arrays.toString(b.shape()));
            }
            long[] batch = broadcast(Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
            List<Long> shape = new ArrayList<>(Arrays.stream(batch).boxed().toList());
            if (a.rank() > 1) {
                shape.add(left[left.length - 2]);
            }
            if (b.rank() > 1) {
                shape.add(right[right.length - 1]);
            }
            return a.withShape(shape.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
