package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Target;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.MatrixSpeed;
import io.pareidolia.dream.machine.ProcessMemory;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.StepTimes;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Measures how fast a network dreams on a device. One measurement at a time, and nothing else on the machine. */
public final class Benchmark {
    private static final int ROUNDS = 3;

    /** After the first, which prepares; their median counts. */
    private static final int STEPS_AT_EACH_SIZE = 5;

    private final Network network;
    private final LayerExpression layers;
    private final Device device;
    private final int threads;

    /**
     * A gradient step at one size.
     *
     * @param seconds the gradient: forward, and back to the picture
     * @param forwardSeconds the forward part alone
     * @param speed multiplications and additions a second that the gradient comes to, if it takes no more of them than
     *     twice those of the forward part
     * @param bytes the most memory that it took beyond what the process had before; empty where nobody counts it
     */
    public record Step(PictureSize size, double seconds, double forwardSeconds, double speed, OptionalLong bytes) {
        /** How many times longer the gradient takes than the forward part alone. */
        public double timesForward() {
            return seconds / forwardSeconds;
        }
    }

    /**
     * A dream from the photo in memory to the result in memory.
     *
     * @param seconds in all, the preparation of the network for each size included
     * @param stepSeconds what its gradients alone take once all is prepared
     * @param bytes the most memory that it took beyond what the process had before; empty where nobody counts it
     */
    public record Whole(PictureSize size, double seconds, double stepSeconds, OptionalLong bytes) {
        /** How many times longer it takes than its gradients alone. */
        public double timesSteps() {
            return seconds / stepSeconds;
        }
    }

    /**
     * @param layers what is dreamed
     * @param device cpu or cuda, no longer auto
     * @param threads processor threads, 1 or more
     */
    public Benchmark(Network network, LayerExpression layers, Device device, int threads) {
        this.network = network;
        this.layers = layers;
        this.device = device;
        this.threads = threads;
    }

    /** Where it is measured. */
    public Device device() {
        return device;
    }

    /** How many processor threads it may take. */
    public int threads() {
        return threads;
    }

    /** What the device does at its best, in multiplications and additions a second: large products of matrices. */
    public double matrixSpeed() {
        return MatrixSpeed.measure(device, threads);
    }

    /** A gradient at one size, for a few seconds. */
    public Step step(PictureSize size) {
        List<Target> targets = NetworkGradient.targets(network, layers);
        StepTimes times = StepTimes.measure(
                network, targets, device, threads, photo(size).planes(), size.height(), size.width(), ROUNDS);
        return new Step(
                size,
                times.gradientSeconds(),
                times.forwardSeconds(),
                times.operations() / times.gradientSeconds(),
                times.bytes());
    }

    /**
     * A whole dream, for as long as that takes.
     *
     * @param recipe its layers are this benchmark's, its size is that of {@code size}
     * @param listener as for any dream
     * @throws DreamException if the listener cancels
     */
    public Whole whole(Recipe recipe, PictureSize size, DreamListener listener) {
        Picture photo = photo(size);
        System.gc();
        ProcessMemory.forgetPeak();
        OptionalLong before = ProcessMemory.resident();
        try (NetworkGradient source = NetworkGradient.of(network, layers, device, threads, Long.MAX_VALUE)) {
            long begun = System.nanoTime();
            DreamResult result = new Dreamer(source, DreamCaps.NONE).dream(photo, recipe, listener);
            double seconds = (System.nanoTime() - begun) / 1e9;
            OptionalLong peak = ProcessMemory.peak();
            double stepSeconds = 0;
            for (DreamPlan.Octave octave :
                    DreamPlan.of(recipe, size, source, Long.MAX_VALUE).octaves()) {
                if (listener.cancelled()) {
                    throw DreamException.cancelled();
                }
                stepSeconds += recipe.steps() * stepSeconds(source, octave.size());
            }
            return new Whole(result.picture().size(), seconds, stepSeconds, difference(before, peak));
        }
    }

    private static double stepSeconds(GradientSource source, PictureSize size) {
        float[] picture = photo(size).planes();
        double[] seconds = new double[STEPS_AT_EACH_SIZE];
        for (int i = -1; i < seconds.length; i++) {
            long begun = System.nanoTime();
            source.gradient(picture, size.height(), size.width());
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - begun) / 1e9;
            }
        }
        return Arrays.stream(seconds)
                .sorted()
                .skip(seconds.length / 2)
                .findFirst()
                .orElseThrow();
    }

    private static OptionalLong difference(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    /** A picture with something in it at every scale. */
    private static Picture photo(PictureSize size) {
        int width = size.width();
        int height = size.height();
        float[] planes = new float[3 * height * width];
        for (int i = 0; i < planes.length; i++) {
            int y = i / width % height;
            int x = i % width;
            int plane = i / width / height;
            double wave = Math.sin(0.37 * x + 0.11 * y) + Math.sin(0.013 * x * (1 + plane)) + Math.cos(0.05 * y);
            planes[i] = (float) (128 + 40 * wave);
        }
        return new Picture(width, height, planes);
    }
}
