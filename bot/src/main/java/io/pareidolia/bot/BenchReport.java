package io.pareidolia.bot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pareidolia.dream.Benchmark;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.machine.Processor;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bench} measured. With {@code --json} it is printed as it is here. Times are medians.
 *
 * @param machine the processor
 * @param device that dreamed
 * @param recipe of the whole dream
 * @param sha256 of the network's file
 * @param matrixGflops of large products of matrices, in 10⁹ multiplications and additions a second
 */
record BenchReport(
        String machine,
        String device,
        int threads,
        String recipe,
        String sha256,
        double matrixGflops,
        List<Step> steps,
        Dream dream) {
    /**
     * A gradient step at one size.
     *
     * @param gflops as in the products of matrices, if a gradient needs twice those of the forward network
     * @param shareOfMatrix of the products' speed
     * @param memoryMb beyond the idle program, in 10⁶ bytes; missing where nobody counts it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            int width,
            int height,
            double gradientMs,
            double forwardMs,
            double gradientToForward,
            double gflops,
            double shareOfMatrix,
            @Nullable Long memoryMb) {}

    /**
     * A whole dream.
     *
     * @param stepSeconds what its gradients alone take
     * @param memoryMb as for a step
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dream(
            int width,
            int height,
            double seconds,
            double stepSeconds,
            double dreamToSteps,
            @Nullable Long memoryMb) {}

    BenchReport {
        steps = List.copyOf(steps);
    }

    static BenchReport of(
            Benchmark benchmark,
            Recipe recipe,
            String sha256,
            double matrixSpeed,
            List<Benchmark.Step> steps,
            Benchmark.Whole whole) {
        return new BenchReport(
                Processor.name(),
                benchmark.device().toString(),
                benchmark.threads(),
                RecipeText.answer(recipe),
                sha256,
                matrixSpeed / 1e9,
                steps.stream().map(step -> step(step, matrixSpeed)).toList(),
                new Dream(
                        whole.size().width(),
                        whole.size().height(),
                        whole.seconds(),
                        whole.stepSeconds(),
                        whole.timesSteps(),
                        megabytes(whole.bytes())));
    }

    private static Step step(Benchmark.Step step, double matrixSpeed) {
        return new Step(
                step.size().width(),
                step.size().height(),
                1000 * step.seconds(),
                1000 * step.forwardSeconds(),
                step.timesForward(),
                step.speed() / 1e9,
                step.speed() / matrixSpeed,
                megabytes(step.bytes()));
    }

    private static @Nullable Long megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? Long.valueOf(Math.round(bytes.getAsLong() / 1e6)) : null;
    }
}
