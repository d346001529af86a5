package io.pareidolia.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Table;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.Benchmark;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.MatrixSpeed;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast this machine dreams. */
@Command(
        name = "bench",
        description = {
            "Measures how fast this machine dreams: a gradient step beside a run of the forward network alone, what"
                    + " share of the machine's best matrix product that is, a whole dream, and the memory they take"
                    + " beyond the idle program. Let the machine do nothing else meanwhile.",
            ""
        },
        footer = {
            "",
            "  pareidolia bench",
            "  pareidolia bench --network googlenet --layer inception_4c --size 512x512,1024x768",
        })
final class BenchCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})[x×](\\d{1,4})");

    private final Terminal terminal;
    private final Function<StudioWish, Studio> studios;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--network",
            paramLabel = "NAME|FILE",
            description = "The network: a name of pareidolia networks list, or an ONNX file.")
    private Optional<String> network = Optional.empty();

    @Option(
            names = "--preprocess",
            paramLabel = "HOW",
            description = "What a network from a file was trained to see: caffe, tf, torch or none.",
            completionCandidates = DreamCommand.PreprocessingWords.class)
    private Optional<String> preprocess = Optional.empty();

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "What is dreamed, as behind layer=; without it, what the network's default look dreams.")
    private Optional<String> layer = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "WxH",
            split = ",",
            defaultValue = "512x512,1024x768",
            description = "Sizes in pixels; the whole dream is that of the last. Usual: ${DEFAULT-VALUE}.")
    private List<String> sizes = List.of();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where to dream: auto, cpu or cuda:0 (or another number).",
            completionCandidates = DreamCommand.DeviceWords.class)
    private String device = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads; usually as many as there are processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    BenchCommand(Terminal terminal, Function<StudioWish, Studio> studios, Interruption interruption) {
        this.terminal = terminal;
        this.studios = studios;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        List<PictureSize> measured = sizes.stream().map(BenchCommand::size).toList();
        if (threads < 1 || threads > 1024) {
            throw DreamException.input("--threads takes a number from 1 to 1024.");
        }
        StudioWish wish = new StudioWish(network, preprocess.map(Preprocessing::named), Device.named(device));
        return interruption.during(() -> {
            try (Studio studio = studios.apply(wish)) {
                studio.remarks().forEach(terminal::say);
                BenchReport report = measure(studio, measured);
                if (json) {
                    printJson(report);
                } else {
                    print(report);
                }
            }
            return ExitCode.DONE;
        });
    }

    private static PictureSize size(String text) {
        Matcher sides = SIZE.matcher(text.strip());
        if (!sides.matches() || sides.group(1).matches("0+") || sides.group(2).matches("0+")) {
            throw DreamException.input("\"" + text + "\" is no size: write it as in --size 1024x768.");
        }
        return new PictureSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    private BenchReport measure(Studio studio, List<PictureSize> measured) {
        PictureSize largest = measured.get(measured.size() - 1);
        Recipe recipe = recipe(studio, largest);
        Benchmark benchmark = studio.benchmark(recipe, threads);
        int parts = measured.size() + 2;
        try (Progress progress = terminal.progress("bench")) {
            progress.show(0, "products of " + MatrixSpeed.SIDE + "² matrices", 1, Double.NaN);
            double best = benchmark.matrixSpeed();
            List<Benchmark.Step> steps = new ArrayList<>();
            for (PictureSize size : measured) {
                stopIfAsked();
                int part = steps.size() + 1;
                progress.show((double) part / parts, "steps at " + size + " pixels", part + 1, Double.NaN);
                steps.add(benchmark.step(size));
            }
            stopIfAsked();
            best = Math.max(best, benchmark.matrixSpeed()); // something else may have run before
            Benchmark.Whole whole = benchmark.whole(recipe, largest, new Watch(progress, parts));
            String sha256 = studio.network(recipe.network()).sha256();
            return BenchReport.of(benchmark, recipe, sha256, best, steps, whole);
        }
    }

    private Recipe recipe(Studio studio, PictureSize size) {
        RecipeWish wish = RecipeWish.NONE.with(RecipeKey.SEED, 1L).with(RecipeKey.SIZE, size.longest());
        RecipeWish named = studio.asked()
                .map(asked -> wish.with(RecipeKey.NETWORK, asked.name()))
                .orElse(wish);
        RecipeWish whole = layer.map(said -> named.with(RecipeKey.LAYER, LayerExpression.parse(said)))
                .orElse(named);
        return ((Resolution.Dream) studio.resolver().resolve(whole, size.width(), size.height())).recipe();
    }

    private void stopIfAsked() {
        if (interruption.asked()) {
            throw DreamException.cancelled();
        }
    }

    private void print(BenchReport report) {
        terminal.result(report.machine() + ", " + report.device() + ", " + report.threads() + " threads");
        terminal.result(report.recipe());
        terminal.result(String.format(
                Locale.ROOT, "products of %d² matrices: %.0f GFLOP/s", MatrixSpeed.SIDE, report.matrixGflops()));
        terminal.out().println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("size", "gradient step", "forward alone", "step/forward", "of matrix product", "memory"));
        for (BenchReport.Step step : report.steps()) {
            rows.add(List.of(
                    step.width() + "×" + step.height(),
                    milliseconds(step.gradientMs()),
                    milliseconds(step.forwardMs()),
                    String.format(Locale.ROOT, "%.2f", step.gradientToForward()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * step.shareOfMatrix()),
                    megabytes(step.memoryMb())));
        }
        terminal.out().print(Table.of(spec.usageMessage().width(), rows));
        BenchReport.Dream dream = report.dream();
        terminal.out().println();
        terminal.result(String.format(
                Locale.ROOT,
                "whole dream at %d×%d: %.1f s, %.2f times its gradient steps, memory %s",
                dream.width(),
                dream.height(),
                dream.seconds(),
                dream.dreamToSteps(),
                megabytes(dream.memoryMb())));
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value);
    }

    private static String megabytes(@Nullable Long value) {
        return value == null ? "not known here" : value + " MB";
    }

    private void printJson(BenchReport report) {
        try {
            terminal.out().println(new ObjectMapper().writeValueAsString(report));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Shows how far the whole dream is. */
    private final class Watch implements DreamListener {
        private final Progress progress;
        private final int parts;

        Watch(Progress progress, int parts) {
            this.progress = progress;
            this.parts = parts;
        }

        @Override
        public void progressed(DreamProgress now) {
            double share = (parts - 1 + (double) now.stepsDone() / now.stepsInAll()) / parts;
            progress.show(share, "a whole dream", parts, Double.NaN);
        }

        @Override
        public boolean cancelled() {
            return interruption.asked();
        }
    }
}
