package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.UnsafeByteOperations;
import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.machine.RuntimeLibrary;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes nodes that depend on no input, by ONNX Runtime itself, so that a constant is what the runtime makes it. */
final class ConstantFolding {
    private ConstantFolding() {}

    static Map<String, Tensor> run(
            List<Node> nodes, Map<String, Tensor> constants, Map<String, TensorType> types, List<String> wanted) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("constants");
        Set<String> used = new HashSet<>();
        nodes.forEach(node -> {
            graph.addNode(node.proto());
            used.addAll(node.inputs());
        });
        for (String name : used) {
            Tensor tensor = constants.get(name);
            if (tensor != null) {
                graph.addInitializer(tensor.proto(name));
            }
        }
        for (String name : wanted) {
            graph.addOutput(typeOf(types, name).info(name));
        }
        RuntimeLibrary.load();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // one pass over each node: optimising would only compute everything while loading
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            // nor is memory worth keeping that is used once: without both it takes half of the time
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            try (OrtSession session =
                            environment.createSession(Graph.model(graph).toByteArray(), options);
                    OrtSession.Result result = session.run(Map.of(), new HashSet<>(wanted))) {
                Map<String, Tensor> values = new HashMap<>();
                for (String name : wanted) {
                    OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
                    ByteBuffer copy = tensor.getByteBuffer();
                    TensorType type = typeOf(types, name);
                    if (!type.sameShape(type.withShape(tensor.getInfo().getShape()))) {
                        throw new IllegalArgumentException("its constant " + StrangersName.of(name)
                                + " is not of the shape that its node should give it");
                    }
                    values.put(name, new Tensor(type, UnsafeByteOperations.unsafeWrap(copy)));
                }
                return values;
            }
        } catch (OrtException | ClassCastException failure) {
            throw new IllegalArgumentException("its constants cannot be computed", failure);
        }
    }

    private static TensorType typeOf(Map<String, TensorType> types, String name) {
        TensorType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("there is no tensor " + StrangersName.of(name));
        }
        return type;
    }
}
