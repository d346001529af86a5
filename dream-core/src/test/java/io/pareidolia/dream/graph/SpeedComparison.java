package io.pareidolia.dream.graph;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How fast a gradient step is beside libtorch's, beside its own forward part and beside the machine's best product of
 * matrices: medians of runs in turn, each side in a process of its own. Not part of the tests; run it on a machine that
 * does nothing else by {@code mvn -pl dream-core test -Dtest=SpeedComparison -Dpareidolia.googlenet=PATH}. Further
 * switches: {@code -Dpareidolia.rounds=9}, {@code -Dpareidolia.threads=2}.
 */
class SpeedComparison {
    private static final int[][] SIZES = {{512, 512}, {768, 1024}};
    private static final int ROUNDS = Integer.getInteger("pareidolia.rounds", 9);
    private static final int THREADS = Integer.getInteger("pareidolia.threads", 2);

    /** The measures that there are targets for. */
    private record Ratios(String what, double libtorch, double forward, double sgemm, double memory) {}

    @Test
    void gradientStepsAreFastBesideLibtorch() {
        List<Ratios> all = new ArrayList<>();
        for (String name : SpeedNetwork.present()) {
            for (int[] size : SIZES) {
                all.add(measured(name, size[0], size[1]));
            }
        }
        assertSoftly(softly -> all.forEach(ratios -> {
            softly.assertThat(ratios.libtorch())
                    .as("%s / libtorch", ratios.what())
                    .isLessThanOrEqualTo(0.55);
            softly.assertThat(ratios.forward())
                    .as("%s / forward", ratios.what())
                    .isLessThanOrEqualTo(2.8);
            softly.assertThat(ratios.sgemm()).as("%s of sgemm", ratios.what()).isGreaterThanOrEqualTo(0.6);
            softly.assertThat(ratios.memory()).as("%s memory", ratios.what()).isLessThanOrEqualTo(0.75);
        }));
    }

    private static Ratios measured(String name, int height, int width) {
        Map<SpeedWorker.Side, Process> workers = new EnumMap<>(SpeedWorker.Side.class);
        try {
            for (SpeedWorker.Side side : SpeedWorker.Side.values()) {
                workers.put(side, start(side, name, height, width));
            }
            Map<SpeedWorker.Side, List<Double>> times = new EnumMap<>(SpeedWorker.Side.class);
            workers.forEach((side, worker) -> ask(worker, "warm up"));
            for (int round = 0; round < ROUNDS; round++) {
                workers.forEach((side, worker) -> times.computeIfAbsent(side, key -> new ArrayList<>())
                        .add(Double.parseDouble(ask(worker, "run"))));
            }
            Map<SpeedWorker.Side, Double> medians = new EnumMap<>(SpeedWorker.Side.class);
            times.forEach((side, list) ->
                    medians.put(side, list.stream().sorted().toList().get(ROUNDS / 2)));
            double ours = peak(workers, SpeedWorker.Side.GRADIENT);
            double theirs = peak(workers, SpeedWorker.Side.LIBTORCH);
            return told(name, height, width, medians, ours, theirs);
        } finally {
            workers.values().forEach(Process::destroyForcibly);
        }
    }

    private static Ratios told(
            String name, int height, int width, Map<SpeedWorker.Side, Double> medians, double ours, double theirs) {
        double gradient = medians.get(SpeedWorker.Side.GRADIENT);
        double product = 2 * Math.pow(SpeedWorker.SGEMM_SIDE, 3) / medians.get(SpeedWorker.Side.SGEMM);
        double operations = 2 * SpeedNetwork.named(name).operations(height, width) / gradient;
        Ratios ratios = new Ratios(
                name + " " + width + "×" + height,
                gradient / medians.get(SpeedWorker.Side.LIBTORCH),
                gradient / medians.get(SpeedWorker.Side.FORWARD),
                operations / product,
                ours / theirs);
        System.out.printf(
                Locale.ROOT,
                "%s: step %.0f ms, libtorch %.0f, own forward %.0f, sgemm %.0f GFLOP/s, memory %.0f MB, libtorch %.0f; "
                        + "/libtorch %.2f, /forward %.2f, of sgemm %.0f %%, memory %.2f%n",
                ratios.what(),
                gradient,
                medians.get(SpeedWorker.Side.LIBTORCH),
                medians.get(SpeedWorker.Side.FORWARD),
                product / 1e6,
                ours,
                theirs,
                ratios.libtorch(),
                ratios.forward(),
                100 * ratios.sgemm(),
                ratios.memory());
        return ratios;
    }

    private static double peak(Map<SpeedWorker.Side, Process> workers, SpeedWorker.Side side) {
        return Double.parseDouble(ask(java.util.Objects.requireNonNull(workers.get(side)), "peak"));
    }

    private static Process start(SpeedWorker.Side side, String name, int height, int width) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // the heap is there from the start, so that what comes later is the frameworks' own
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=" + THREADS,
                "-Dpareidolia.googlenet=" + System.getProperty("pareidolia.googlenet", ""),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SpeedWorker.class.getName(),
                side.name(),
                name,
                Integer.toString(height),
                Integer.toString(width),
                Integer.toString(THREADS));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("OPT_OUT_TRACKING", "true");
            builder.environment().put("OMP_NUM_THREADS", Integer.toString(THREADS));
            Process worker = builder.start();
            if (!"ready".equals(answer(worker))) {
                throw new IllegalStateException("the process for " + side + " did not begin");
            }
            return worker;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String ask(Process worker, String line) {
        try {
            Writer writer = new OutputStreamWriter(worker.getOutputStream(), StandardCharsets.UTF_8);
            writer.write(line + "\n");
            writer.flush();
            return answer(worker);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One line, read byte by byte so that nothing of the next one is taken. */
    private static String answer(Process worker) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = worker.getInputStream().read();
                next >= 0 && next != '\n';
                next = worker.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
