package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.pareidolia.dream.failure.StrangersName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the tensors of a file, whichever of the format's fields holds the elements. */
final class TensorReading {
    private TensorReading() {}

    /**
     * Reads a tensor whose elements are in the file itself.
     *
     * @throws IllegalArgumentException if type, shape and elements do not fit together; says why
     */
    static Tensor read(TensorProto proto) {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new IllegalArgumentException("its elements are in another file");
        }
        TensorType type = type(proto);
        ByteString raw = proto.hasRawData() || (typedCount(proto) == 0 && type.elements() == 0)
                ? proto.getRawData()
                : typed(proto, type);
        if (raw.size() != type.bytes()) {
            throw new IllegalArgumentException("the tensor " + StrangersName.of(proto.getName()) + " has " + raw.size()
                    + " bytes where its shape needs " + type.bytes());
        }
        return new Tensor(type, raw);
    }

    static TensorType type(TensorProto proto) {
        if (proto.hasSegment()) {
            throw new IllegalArgumentException(
                    "the tensor " + StrangersName.of(proto.getName()) + " comes in segments");
        }
        try {
            return new TensorType(
                    OutputTypes.element(proto.getDataType()),
                    proto.getDimsList().stream().mapToLong(Long::longValue).toArray());
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    "the tensor " + StrangersName.of(proto.getName()) + " is too large", overflow);
        }
    }

    private static int typedCount(TensorProto proto) {
        return proto.getFloatDataCount()
                + proto.getInt32DataCount()
                + proto.getInt64DataCount()
                + proto.getDoubleDataCount()
                + proto.getUint64DataCount();
    }

    private static ByteString typed(TensorProto proto, TensorType type) {
        int count = typedCount(proto);
        int size = TensorType.elementBytes(type.element());
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
        DataType element = type.element();
        switch (element) {
            case FLOAT -> proto.getFloatDataList().forEach(buffer::putFloat);
            case DOUBLE -> proto.getDoubleDataList().forEach(buffer::putDouble);
            case INT64 -> proto.getInt64DataList().forEach(buffer::putLong);
            case UINT64 -> proto.getUint64DataList().forEach(buffer::putLong);
            case UINT32 -> proto.getUint64DataList().forEach(value -> buffer.putInt(value.intValue()));
            case INT32 -> proto.getInt32DataList().forEach(buffer::putInt);
            case FLOAT16, BFLOAT16, INT16, UINT16 ->
                proto.getInt32DataList().forEach(value -> buffer.putShort(value.shortValue()));
            default -> proto.getInt32DataList().forEach(value -> buffer.put(value.byteValue()));
        }
        return UnsafeByteOperations.unsafeWrap(buffer.array(), 0, buffer.position());
    }
}
