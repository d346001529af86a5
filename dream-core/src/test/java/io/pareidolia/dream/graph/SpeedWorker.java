package io.pareidolia.dream.graph;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.RuntimeSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * One side of the comparison, in a process of its own so that nobody else's threads and memory disturb it. For each line
 * that it reads it runs once and answers with milliseconds; {@code peak} is answered with the megabytes that the process
 * took at most beyond those that it took when all was loaded and nothing had run (Linux).
 */
final class SpeedWorker {
    /** What to run: ours, ours without the way back, libtorch's, or a product of two matrices of 2048×2048. */
    enum Side {
        GRADIENT,
        FORWARD,
        LIBTORCH,
        SGEMM
    }

    static final int SGEMM_SIDE = 2048;

    /** Threads that have nothing to do spin for a while, which would be the next side's loss. */
    private static final int REST_MILLIS = 300;

    private SpeedWorker() {}

    /** Arguments: side, network, height, width, threads. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Side side = Side.valueOf(arguments[0]);
        int height = Integer.parseInt(arguments[2]);
        int width = Integer.parseInt(arguments[3]);
        int threads = Integer.parseInt(arguments[4]);
        Runnable run = side == Side.SGEMM
                ? session(
                        SpeedNetwork.product(SGEMM_SIDE),
                        Arrays.copyOf(SpeedNetwork.picture(SGEMM_SIDE, SGEMM_SIDE), SGEMM_SIDE * SGEMM_SIDE),
                        threads,
                        SGEMM_SIDE,
                        SGEMM_SIDE)
                : step(side, SpeedNetwork.named(arguments[1]), height, width, threads);
        System.gc();
        long idle = kilobytes("VmRSS");
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("peak")) {
                System.out.println((kilobytes("VmHWM") - idle) / 1024.0);
            } else {
                Thread.sleep(REST_MILLIS);
                long start = System.nanoTime();
                run.run();
                System.out.println((System.nanoTime() - start) / 1e6);
            }
        }
        Runtime.getRuntime().halt(0); // libtorch's threads take their time
    }

    private static Runnable step(Side side, SpeedNetwork network, int height, int width, int threads) {
        float[] picture = SpeedNetwork.picture(height, width);
        if (side == Side.LIBTORCH) {
            TorchReference reference = new TorchReference(network.forward(height, width), DataType.FLOAT32);
            return () -> reference.step(picture, new long[] {1, 3, height, width}, network.target());
        }
        ModelProto model = side == Side.GRADIENT ? network.gradient(height, width) : network.value(height, width);
        return session(model, picture, threads, 1, 3, height, width);
    }

    private static Runnable session(ModelProto model, float[] values, int threads, long... shape) {
        RuntimeSession session = RuntimeSession.open(model.toByteArray(), Device.CPU, threads);
        return () -> session.run(values, shape);
    }

    private static long kilobytes(String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(what + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        String.format(Locale.ROOT, "/proc/self/status does not tell %s", what)));
    }
}
