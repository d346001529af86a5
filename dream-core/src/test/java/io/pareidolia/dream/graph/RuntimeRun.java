package io.pareidolia.dream.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.pareidolia.dream.machine.RuntimeLibrary;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an ONNX model once in ONNX Runtime on the CPU, in float32. */
final class RuntimeRun {
    private RuntimeRun() {}

    static Map<String, Numbers> of(byte[] model, Map<String, Numbers> inputs) {
        RuntimeLibrary.load(); // DJL wants to make the environment itself
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensorLike> feeds = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model, options)) {
                for (String name : session.getInputNames()) {
                    Numbers numbers = inputs.get(name);
                    feeds.put(
                            name,
                            OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers.floats()), numbers.shape()));
                }
                try (OrtSession.Result result = session.run(feeds)) {
                    Map<String, Numbers> outputs = new LinkedHashMap<>();
                    for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
                        OnnxTensor tensor = (OnnxTensor) entry.getValue();
                        FloatBuffer buffer = tensor.getFloatBuffer();
                        float[] values = new float[buffer.remaining()];
                        buffer.get(values);
                        outputs.put(
                                entry.getKey(),
                                Numbers.of(values, tensor.getInfo().getShape()));
                    }
                    return outputs;
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            feeds.values().forEach(OnnxTensorLike::close);
        }
    }
}
