package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;

/**
 * What is known of a tensor before anything runs.
 *
 * @param shape dimensions, outermost first, each ≥ 0; empty for a scalar
 */
public record TensorType(DataType element, long[] shape) {
    private static final int MOST_DIMENSIONS = 32;

    public TensorType {
        shape = shape.clone();
        if (shape.length > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("it has a tensor of " + shape.length + " dimensions");
        }
        long product = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("it has a tensor with a dimension of " + dimension);
            }
            product = Math.multiplyExact(product, dimension);
        }
        Math.multiplyExact(product, 8);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** The size of one dimension; from the end if {@code axis} is negative. */
    public long dimension(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    public long elements() {
        long product = 1;
        for (long dimension : shape) {
            product *= dimension;
        }
        return product;
    }

    public long bytes() {
        return elements() * elementBytes(element);
    }

    public boolean isFloat() {
        return element == DataType.FLOAT || element == DataType.DOUBLE || element == DataType.FLOAT16;
    }

    public boolean sameShape(TensorType other) {
        return Arrays.equals(shape, other.shape);
    }

    public TensorType withShape(long... other) {
        return new TensorType(element, other);
    }

    public TensorType withElement(DataType other) {
        return new TensorType(other, shape);
    }

    /** Bytes of one element. Text and complex numbers have no place in a graph that dreams. */
    static int elementBytes(DataType element) {
        return switch (element) {
            case DOUBLE, INT64, UINT64 -> 8;
            case FLOAT, INT32, UINT32 -> 4;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
            case INT8, UINT8, BOOL -> 1;
            default -> throw new IllegalArgumentException("it has a tensor of " + element + " elements");
        };
    }

    ValueInfoProto info(String name) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(element.getNumber())
                                .setShape(dimensions)))
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorType type && type.element == element && sameShape(type);
    }

    @Override
    public int hashCode() {
        return 31 * element.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return element.name().toLowerCase(java.util.Locale.ROOT) + Arrays.toString(shape);
    }
}
