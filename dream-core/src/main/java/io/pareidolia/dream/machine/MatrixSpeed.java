package io.pareidolia.dream.machine;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How fast a device multiplies large matrices of float32 through the same runtime that networks run in: nothing that a
 * network does is faster, so that this is what its speed is measured against.
 */
public final class MatrixSpeed {
    /** The matrices have so many rows and columns. */
    public static final int SIDE = 2048;

    private static final int RUNS = 8;

    /** On a graphics card, one product takes less time than bringing its matrix there. */
    private static final int PRODUCTS_ON_CUDA = 64;

    private MatrixSpeed() {}

    /** The best of some runs, in multiplications and additions a second. Takes a few seconds. */
    public static double measure(Device device, int threads) {
        int products = device.kind() == Device.Kind.CUDA ? PRODUCTS_ON_CUDA : 1;
        float[] ones = new float[SIDE * SIDE];
        Arrays.fill(ones, 1);
        long best = Long.MAX_VALUE;
        try (RuntimeSession session = RuntimeSession.open(products(products), device, threads)) {
            for (int run = 0; run <= RUNS; run++) {
                long begun = System.nanoTime();
                session.run(ones, SIDE, SIDE);
                best = Math.min(best, System.nanoTime() - begun);
            }
        }
        return 2.0 * SIDE * SIDE * SIDE * products / (best / 1e9);
    }

    /** A matrix times one whose numbers are all 1/{@value #SIDE}, again and again: ones stay ones. */
    private static byte[] products(int count) {
        ByteBuffer numbers = ByteBuffer.allocate(SIDE * SIDE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(1f / SIDE);
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("products")
                .addInput(matrix("x0"))
                .addOutput(matrix("x" + count))
                .addInitializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(SIDE)
                        .addDims(SIDE)
                        .setRawData(ByteString.copyFrom(numbers.flip())));
        for (int i = 0; i < count; i++) {
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .addInput("x" + i)
                    .addInput("w")
                    .addOutput("x" + (i + 1)));
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto matrix(String name) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(SIDE))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(SIDE)))))
                .build();
    }
}
