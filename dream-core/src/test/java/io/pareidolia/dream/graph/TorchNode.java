package io.pareidolia.dream.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node of an ONNX file with libtorch's arrays at its inputs. */
final class TorchNode {
    private final NodeProto node;
    private final List<@Nullable PtNDArray> inputs;
    private final long opset;
    private final NDManager manager;
    private final DataType floats;

    TorchNode(NodeProto node, List<@Nullable PtNDArray> inputs, long opset, NDManager manager, DataType floats) {
        this.node = node;
        this.inputs = inputs;
        this.opset = opset;
        this.manager = manager;
        this.floats = floats;
    }

    NDManager manager() {
        return manager;
    }

    String operator() {
        return node.getOpType();
    }

    long opset() {
        return opset;
    }

    int outputs() {
        return node.getOutputCount();
    }

    boolean has(int input) {
        return input < inputs.size() && inputs.get(input) != null;
    }

    PtNDArray input(int input) {
        return inputs.get(input);
    }

    List<PtNDArray> inputs() {
        return List.copyOf(inputs);
    }

    int rank(int input) {
        return input(input).getShape().dimension();
    }

    long[] shape(int input) {
        return input(input).getShape().getShape();
    }

    long integer(String attribute, long otherwise) {
        return find(attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    double number(String attribute, double otherwise) {
        return find(attribute).map(found -> (double) found.getF()).orElse(otherwise);
    }

    String text(String attribute, String otherwise) {
        return find(attribute).map(found -> found.getS().toStringUtf8()).orElse(otherwise);
    }

    Optional<AttributeProto> find(String attribute) {
        return node.getAttributeList().stream()
                .filter(candidate -> candidate.getName().equals(attribute))
                .findFirst();
    }

    long @Nullable [] integers(String attribute) {
        return find(attribute)
                .map(found ->
                        found.getIntsList().stream().mapToLong(Long::longValue).toArray())
                .orElse(null);
    }

    long[] integers(String attribute, long[] otherwise) {
        long[] found = integers(attribute);
        return found == null ? otherwise : found;
    }

    /** Integers that older opsets hold in an attribute and newer ones in an input; null if absent. */
    long @Nullable [] integers(int input, String attribute) {
        return has(input) ? input(input).toType(DataType.INT64, true).toLongArray() : integers(attribute);
    }

    /** Numbers that older opsets hold in an attribute and newer ones in an input. */
    double number(int input, String attribute, double otherwise) {
        return has(input)
                ? input(input).toType(DataType.FLOAT64, true).toDoubleArray()[0]
                : number(attribute, otherwise);
    }

    /** A number as an array without dimensions; DJL's arithmetic with Java's numbers does not {@link #own} them. */
    PtNDArray scalar(double value) {
        return array(new double[] {value});
    }

    PtNDArray array(double[] values, long... shape) {
        return (PtNDArray) own(manager.create(values, new Shape(shape))).toType(floats, false);
    }

    PtNDArray ones(long... shape) {
        return (PtNDArray) manager.ones(new Shape(shape), floats);
    }

    PtNDArray integers(long... values) {
        return own(manager.create(values));
    }

    /**
     * A copy in libtorch's own memory. An array made of Java's numbers lies in a Java buffer, which nothing but the
     * array holds: once that is closed and garbage collected, a view of it or the way back reads freed memory.
     */
    private static PtNDArray own(NDArray array) {
        return JniUtils.clone((PtNDArray) array);
    }

    int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(operator() + ": " + what);
    }

    static PtNDArray[] array(Stream<PtNDArray> arrays) {
        return arrays.toArray(PtNDArray[]::new);
    }
}
