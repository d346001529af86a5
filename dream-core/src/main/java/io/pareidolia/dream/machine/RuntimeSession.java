package io.pareidolia.dream.machine;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.pareidolia.dream.failure.DreamException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX model whose first input is float32, ready to run on a device through DJL's ONNX Runtime engine. Beneath DJL, and
 * here alone, ONNX Runtime's own classes make the session and run it: DJL can neither switch the memory pattern off,
 * nor choose the options of CUDA, nor end a run before it is through. Any thread may use it; one run at a time.
 */
public final class RuntimeSession implements AutoCloseable {
    private final Model model;
    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final String input;

    /** Guards {@link #running} and {@link #stopped}, so that a stop never meets options that are closed. */
    private final Object stopping = new Object();

    private boolean running;
    private boolean stopped;
    private boolean closed;

    private @Nullable OrtNDArray fed;
    private @Nullable FloatBuffer feed;

    private RuntimeSession(Model model, OrtSession session) throws OrtException {
        this.model = model;
        this.session = session;
        this.runOptions = new OrtSession.RunOptions();
        this.input = session.getInputNames().iterator().next();
        runOptions.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    /**
     * Prepares a model for its runs; for a large one this takes a few hundred milliseconds.
     *
     * @param onnx the model's file
     * @param device where it runs
     * @param threads processor threads of one run, 1 or more
     * @throws DreamException with one sentence if the device, the memory or the model does not allow it
     */
    public static RuntimeSession open(byte[] onnx, Device device, int threads) {
        return openOn(device.chosen(), onnx, threads);
    }

    /** As {@link #open}, without asking whether the device is there. */
    static RuntimeSession openOn(Device device, byte[] onnx, int threads) {
        RuntimeLibrary.load();
        Model model = Model.newInstance("dream", ai.djl.Device.cpu(), RuntimeLibrary.ENGINE);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setMemoryPatternOptimization(false); // a third to a half less memory
            options.setCPUArenaAllocator(true);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // what is wrong is thrown
            OrtSession session;
            if (device.kind() == Device.Kind.CUDA) {
                try (OrtCUDAProviderOptions cuda = reproducible(device.index())) {
                    options.setDeterministicCompute(true);
                    options.addCUDA(cuda);
                    session = OrtEnvironment.getEnvironment().createSession(onnx, options);
                }
            } else {
                session = OrtEnvironment.getEnvironment().createSession(onnx, options);
            }
            // the block belongs to the model's manager and closes the session with it
            model.setBlock(new OrtSymbolBlock(session, (OrtNDManager) model.getNDManager()));
            return new RuntimeSession(model, session);
        } catch (OrtException failure) {
            model.close();
            throw refusal("The network cannot be prepared on " + device, failure);
        } catch (RuntimeException failure) {
            model.close();
            throw failure;
        }
    }

    /** The same bytes for the same picture: no reduced precision, no algorithm chosen by a stopwatch. */
    private static OrtCUDAProviderOptions reproducible(int index) throws OrtException {
        OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index);
        cuda.add("use_tf32", "0");
        cuda.add("cudnn_conv_algo_search", "DEFAULT");
        return cuda;
    }

    /** Tells ONNX Runtime to report nothing to its maker (as Windows builds do). */
    static void sayNothing() {
        try {
            OrtEnvironment.getEnvironment().setTelemetry(false);
        } catch (OrtException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** True if this build of ONNX Runtime has CUDA in it, whether or not the machine has. */
    static boolean knowsCuda() {
        RuntimeLibrary.load();
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    /** The names of the outputs, in the model's order. */
    public List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /**
     * Runs a model that has one input: as {@link #run(float[], long[], Map)}.
     */
    public Map<String, float[]> run(float[] values, long... shape) {
        return run(values, shape, Map.of());
    }

    /**
     * Runs the model.
     *
     * @param values the first input, row by row
     * @param shape its dimensions
     * @param indices the other inputs by their names, vectors of int64
     * @return every output by its name, row by row
     * @throws DreamException with one sentence: cancelled by {@link #stop}, out of memory ({@link #outOfMemory}), or
     *     what the runtime says
     */
    public synchronized Map<String, float[]> run(float[] values, long[] shape, Map<String, long[]> indices) {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        OnnxTensor first = feed(values, shape);
        Map<String, OnnxTensor> vectors = new HashMap<>();
        begin();
        try (OrtSession.Result result = session.run(inputs(first, indices, vectors), runOptions)) {
            Map<String, float[]> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer copy = ((OnnxTensor) output.getValue()).getFloatBuffer();
                if (copy == null) {
                    throw new IllegalArgumentException(output.getKey() + " is no output of float32");
                }
                outputs.put(output.getKey(), copy.array());
            }
            return outputs;
        } catch (OrtException failure) {
            if (wasStopped()) {
                throw DreamException.cancelled();
            }
            throw refusal("The network cannot run at this size", failure);
        } finally {
            end();
            vectors.values().forEach(OnnxTensor::close);
        }
    }

    /** All inputs; those that are made for this run are told to {@code vectors}. */
    private Map<String, OnnxTensor> inputs(
            OnnxTensor first, Map<String, long[]> indices, Map<String, OnnxTensor> vectors) throws OrtException {
        for (Map.Entry<String, long[]> entry : indices.entrySet()) {
            LongBuffer places = LongBuffer.wrap(entry.getValue());
            long[] shape = {places.remaining()};
            vectors.put(entry.getKey(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), places, shape));
        }
        Map<String, OnnxTensor> inputs = new HashMap<>(vectors);
        inputs.put(input, first);
        return inputs;
    }

    /**
     * Ends the run that is under way, after the operator it is at; that run throws. Without a run it does nothing.
     * From any thread.
     */
    public void stop() {
        synchronized (stopping) {
            if (running) {
                try {
                    runOptions.setTerminate(true);
                    stopped = true;
                } catch (OrtException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }

    private void begin() {
        synchronized (stopping) {
            running = true;
        }
    }

    private boolean wasStopped() {
        synchronized (stopping) {
            return stopped;
        }
    }

    private void end() {
        synchronized (stopping) {
            running = false;
            if (stopped) {
                stopped = false;
                try {
                    runOptions.setTerminate(false);
                } catch (OrtException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }

    /** The input in memory that the runtime reads without another copy; kept while the shape stays the same. */
    private OnnxTensor feed(float[] values, long[] shape) {
        OrtNDArray array = fed;
        FloatBuffer buffer = feed;
        Shape wanted = new Shape(shape);
        if (array == null || buffer == null || !array.getShape().equals(wanted)) {
            if (wanted.size() != values.length) {
                throw new IllegalArgumentException(values.length + " values for the shape " + wanted);
            }
            if (array != null) {
                array.close();
            }
            buffer = direct(values.length);
            array = (OrtNDArray) model.getNDManager().create(buffer, wanted, DataType.FLOAT32);
            fed = array;
            feed = buffer;
        }
        buffer.clear();
        buffer.put(values);
        buffer.rewind();
        return array.getTensor();
    }

    private static FloatBuffer direct(int values) {
        try {
            return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        } catch (OutOfMemoryError full) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "There is not enough memory for a picture of this size; a smaller one needs less.",
                    full);
        }
    }

    /** True if {@code failure} says that the memory was not enough, so that a smaller picture may work. */
    public static boolean outOfMemory(DreamException failure) {
        return failure.getCause() instanceof OutOfMemoryError;
    }

    private static DreamException refusal(String beginning, OrtException failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        boolean memory = lower.contains("failed to allocate memory")
                || lower.contains("bad_alloc")
                || lower.contains("bad alloc")
                || lower.contains("out of memory")
                || lower.contains("alloc_failed")
                || (lower.contains("available memory") && lower.contains("smaller than requested"));
        if (memory) {
            Error full = new OutOfMemoryError(message);
            full.initCause(failure);
            return new DreamException(
                    DreamException.Kind.MACHINE,
                    beginning + ": there is not enough memory; a smaller picture needs less.",
                    full);
        }
        return new DreamException(
                DreamException.Kind.MACHINE, beginning + "; ONNX Runtime says: " + firstLine(message), failure);
    }

    /** The first line of a runtime's message, at most 200 characters. */
    static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("nothing");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    /** Waits for the run under way and releases the memory. A second time does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        synchronized (stopping) {
            runOptions.close();
        }
        try {
            model.close();
        } catch (EngineException failure) {
            throw new IllegalStateException("the session cannot be released", failure);
        }
    }
}
