package io.pareidolia.dream.network;

import io.pareidolia.dream.graph.DreamGraph;
import io.pareidolia.dream.graph.Target;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.ProcessMemory;
import io.pareidolia.dream.machine.RuntimeSession;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long one gradient of a network takes at one size, beside a run of its forward part alone.
 *
 * @param gradientSeconds the median of the runs
 * @param forwardSeconds likewise
 * @param operations multiplications and additions that a gradient cannot do without: twice those of the forward part
 * @param bytes the most memory that the gradient took beyond what the process had before; empty where nobody counts it
 */
public record StepTimes(double gradientSeconds, double forwardSeconds, double operations, OptionalLong bytes) {
    /** So many runs of one kind follow each other, since two sessions disturb each other where they take turns. */
    private static final int IN_A_ROW = 4;

    private static final long PAUSE = 150;

    /**
     * Measures; with few rounds for a few seconds.
     *
     * @param device cpu or cuda, no longer auto
     * @param picture float32 3×H×W, grey levels of 0..255
     * @param rounds how often both take their turn
     */
    public static StepTimes measure(
            Network network,
            List<Target> targets,
            Device device,
            int threads,
            float[] picture,
            int height,
            int width,
            int rounds) {
        OptionalLong before = settledMemory();
        double[] gradients = new double[rounds * IN_A_ROW];
        double[] forwards = new double[rounds * IN_A_ROW];
        try (DreamSessions sessions = new DreamSessions(network, targets, device, threads, Long.MAX_VALUE)) {
            sessions.run(picture, height, width);
            sessions.run(picture, height, width);
            OptionalLong peak = ProcessMemory.peak();
            byte[] forward = DreamGraph.forwardFile(network.graph(), targets, network.preprocessing(), height, width);
            try (RuntimeSession session = RuntimeSession.open(forward, device, threads)) {
                session.run(picture, 1, 3, height, width);
                for (int round = 0; round < rounds; round++) {
                    time(gradients, round, () -> sessions.run(picture, height, width));
                    time(forwards, round, () -> session.run(picture, 1, 3, height, width));
                }
            }
            double operations = 2.0
                    * DreamGraph.forwardCost(network.graph(), targets, network.preprocessing(), height, width)
                            .operations();
            return new StepTimes(
                    median(gradients),
                    median(forwards),
                    operations,
                    before.isPresent() && peak.isPresent()
                            ? OptionalLong.of(peak.getAsLong() - before.getAsLong())
                            : OptionalLong.empty());
        }
    }

    private static void time(double[] seconds, int round, Runnable run) {
        pause();
        for (int i = 0; i < IN_A_ROW; i++) {
            long begun = System.nanoTime();
            run.run();
            seconds[round * IN_A_ROW + i] = (System.nanoTime() - begun) / 1e9;
        }
    }

    /** The threads of a session go on looking for work for a while after a run. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static OptionalLong settledMemory() {
        System.gc();
        ProcessMemory.forgetPeak();
        return ProcessMemory.resident();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
