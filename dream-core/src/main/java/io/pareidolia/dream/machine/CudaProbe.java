package io.pareidolia.dream.machine;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pareidolia.dream.failure.DreamException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out whether a GPU can be used by running one small convolution there, and if not, what is missing. */
final class CudaProbe {
    private static final Map<Integer, Optional<String>> ANSWERS = new ConcurrentHashMap<>();

    private CudaProbe() {}

    /** Empty if the GPU works; else what is missing, as the end of a sentence. Asked once for each GPU. */
    static Optional<String> missing(int index) {
        return ANSWERS.computeIfAbsent(index, CudaProbe::probe);
    }

    private static Optional<String> probe(int index) {
        if (!RuntimeSession.knowsCuda()) {
            return Optional.of(
                    "this program was built without CUDA; build it with \"mvn -Pgpu package\" and have an NVIDIA driver, "
                            + "CUDA 12 and cuDNN 9 installed.");
        }
        try (RuntimeSession session = RuntimeSession.openOn(
                new Device(Device.Kind.CUDA, index), convolution().toByteArray(), 1)) {
            session.run(new float[] {2}, 1, 1, 1, 1);
            return Optional.empty();
        } catch (DreamException failed) {
            return Optional.of(explain(String.valueOf(
                    failed.getCause() == null ? failed : failed.getCause().getMessage())));
        }
    }

    /** What the runtime's message means. */
    static String explain(String message) {
        if (message.contains("libcudnn") || message.contains("CUDNN_STATUS")) {
            return "cuDNN 9 is missing or cannot be loaded; install it and put it on the library path.";
        }
        if (message.contains("libcublas")
                || message.contains("libcudart")
                || message.contains("libcufft")
                || message.contains("libcurand")
                || message.contains("libnvrtc")) {
            return "CUDA 12 is missing or cannot be loaded; install its runtime libraries and put them on the library path.";
        }
        if (message.contains("invalid device ordinal")) {
            return "this machine has no GPU of that number.";
        }
        if (message.contains("driver version is insufficient") || message.contains("libcuda.so")) {
            return "the NVIDIA driver is missing or too old for CUDA 12.";
        }
        if (message.contains("no CUDA-capable device")) {
            return "there is no NVIDIA GPU that this process may use.";
        }
        if (message.contains("providers_cuda") || message.contains("CUDA shared provider")) {
            return "its library cannot be loaded; an NVIDIA driver, CUDA 12 and cuDNN 9 are needed.";
        }
        return "the runtime says: " + RuntimeSession.firstLine(message);
    }

    private static ModelProto convolution() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("probe")
                .addInput(value("x"))
                .addOutput(value("y"))
                .addInitializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(1)
                        .addDims(1)
                        .addDims(1)
                        .addDims(1)
                        .addFloatData(1))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Conv")
                        .addInput("x")
                        .addInput("w")
                        .addOutput("y"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .build();
    }

    private static ValueInfoProto value(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < 4; axis++) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
