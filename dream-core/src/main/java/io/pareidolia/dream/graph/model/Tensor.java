package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A constant: its type and its elements, row by row, in little-endian bytes as ONNX files have them.
 *
 * @param raw not copied: nobody writes to it
 */
public record Tensor(TensorType type, ByteString raw) {
    public Tensor {
        if (raw.size() != type.bytes()) {
            throw new IllegalArgumentException(raw.size() + " bytes do not fill " + type);
        }
    }

    public static Tensor of(float[] values, long... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new Tensor(new TensorType(DataType.FLOAT, shape), wrap(buffer.array()));
    }

    public static Tensor of(long[] values, long... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(values);
        return new Tensor(new TensorType(DataType.INT64, shape), wrap(buffer.array()));
    }

    /** A list of whole numbers, as axes, pads and shapes are given. */
    public static Tensor vector(long... values) {
        return of(values, values.length);
    }

    /**
     * Reads a tensor of a file.
     *
     * @throws IllegalArgumentException if type, shape and elements do not fit together; says why
     */
    public static Tensor read(TensorProto proto) {
        return TensorReading.read(proto);
    }

    /** One float without dimensions. */
    public static Tensor scalar(float value) {
        return of(new float[] {value});
    }

    private static ByteString wrap(byte[] bytes) {
        return com.google.protobuf.UnsafeByteOperations.unsafeWrap(bytes);
    }

    public long[] shape() {
        return type.shape();
    }

    /** The elements of a float32 tensor. */
    public float[] floats() {
        if (type.element() != DataType.FLOAT) {
            throw new IllegalStateException(type + " is not float32");
        }
        float[] values = new float[raw.size() / 4];
        buffer().asFloatBuffer().get(values);
        return values;
    }

    /** The elements of any float tensor, as float64. */
    public double[] doubles() {
        double[] values = new double[Math.toIntExact(type.elements())];
        ByteBuffer buffer = buffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type.element()) {
                case FLOAT -> buffer.getFloat(4 * i);
                case DOUBLE -> buffer.getDouble(8 * i);
                case FLOAT16 -> halfToFloat(buffer.getShort(2 * i));
                default -> throw new IllegalStateException(type + " has no float elements");
            };
        }
        return values;
    }

    /** The elements of a tensor of whole numbers or truth values. */
    public long[] longs() {
        long[] values = new long[Math.toIntExact(type.elements())];
        ByteBuffer buffer = buffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type.element()) {
                case INT64, UINT64 -> buffer.getLong(8 * i);
                case INT32 -> buffer.getInt(4 * i);
                case UINT32 -> buffer.getInt(4 * i) & 0xffffffffL;
                case INT16 -> buffer.getShort(2 * i);
                case UINT16 -> buffer.getShort(2 * i) & 0xffff;
                case INT8 -> buffer.get(i);
                case UINT8, BOOL -> buffer.get(i) & 0xff;
                default -> throw new IllegalStateException(type + " has no whole numbers");
            };
        }
        return values;
    }

    ByteBuffer buffer() {
        // the bytes may begin in the midst of a larger array
        return raw.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same elements under another shape of equally many. */
    public Tensor reshaped(long... shape) {
        return new Tensor(new TensorType(type.element(), shape), raw);
    }

    public TensorProto proto(String name) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.element().getNumber())
                .setRawData(raw);
        for (long dimension : type.shape()) {
            proto.addDims(dimension);
        }
        return proto.build();
    }

    static float halfToFloat(short half) {
        int exponent = half >> 10 & 31;
        int fraction = half & 1023;
        float sign = half < 0 ? -1 : 1;
        if (exponent == 0) {
            return sign * fraction * 0x1p-24f;
        }
        if (exponent == 31) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return sign * (1024 + fraction) * (float) Math.scalb(1.0, exponent - 25);
    }

    @Override
    public String toString() {
        return type + (type.elements() <= 8 && !type.isFloat() ? Arrays.toString(longs()) : "");
    }
}
