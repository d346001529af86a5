package io.pareidolia.dream.graph;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors of ONNX files as libtorch's arrays. */
final class TorchTensors {
    private TorchTensors() {}

    static DataType type(TensorProto.DataType type, String where) {
        return switch (type) {
            case FLOAT -> DataType.FLOAT32;
            case FLOAT16 -> DataType.FLOAT16;
            case DOUBLE -> DataType.FLOAT64;
            case UINT8 -> DataType.UINT8;
            case INT8 -> DataType.INT8;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case BOOL -> DataType.BOOLEAN;
            default -> throw new UnsupportedOperationException(where + " has type " + type);
        };
    }

    static PtNDArray read(NDManager manager, TensorProto tensor) {
        Shape shape = new Shape(tensor.getDimsList());
        DataType type = type(TensorProto.DataType.forNumber(tensor.getDataType()), tensor.getName());
        int elements = Math.toIntExact(shape.size());
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(elements * type.getNumOfBytes()).order(ByteOrder.nativeOrder());
        if (!tensor.getRawData().isEmpty()) {
            tensor.getRawData().copyTo(bytes);
        } else {
            switch (type) {
                case FLOAT32 -> tensor.getFloatDataList().forEach(bytes::putFloat);
                case FLOAT64 -> tensor.getDoubleDataList().forEach(bytes::putDouble);
                case INT64 -> tensor.getInt64DataList().forEach(bytes::putLong);
                case INT32 -> tensor.getInt32DataList().forEach(bytes::putInt);
                case UINT8, INT8, BOOLEAN -> tensor.getInt32DataList().forEach(value -> bytes.put((byte) (int) value));
                default -> throw new UnsupportedOperationException(tensor.getName() + " has type " + type);
            }
        }
        bytes.rewind();
        return (PtNDArray) manager.create(bytes, shape, type);
    }

    static PtNDArray write(NDManager manager, Numbers numbers, DataType type) {
        return (PtNDArray)
                manager.create(numbers.values(), new Shape(numbers.shape())).toType(type, false);
    }

    static Numbers numbers(PtNDArray array) {
        PtNDArray doubles = (PtNDArray) array.toType(DataType.FLOAT64, true);
        return new Numbers(array.getShape().getShape().clone(), doubles.toDoubleArray());
    }

    static long[] shape(List<Long> dimensions) {
        return dimensions.stream().mapToLong(Long::longValue).toArray();
    }
}
