package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.PictureSize;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

class DreamCapsTest {
    private static final Recipe NOTEBOOK = Recipes.notebook("net", "layer");
    private static final Pattern ADVICE = Pattern.compile(".*; the largest that fits here is ([a-z]+)=([0-9]+)\\.");

    @Test
    void theEstimateAddsUpEveryStepOfEveryOctave() {
        AnalyticSource source = new AnalyticSource(1);
        DreamEstimate estimate = DreamEstimate.of(NOTEBOOK.withSize(100).withOctaves(2), 200, 200, source);
        double gradients = 10 * (source.secondsFor(100, 100) + source.secondsFor(71, 71));
        assertThat(estimate.size()).isEqualTo(new PictureSize(100, 100));
        assertThat(estimate.seconds()).isBetween(gradients, gradients * 1.1);
        assertThat(estimate.gradientBytes()).isEqualTo(source.bytesFor(100, 100));
        assertThat(estimate.heapBytes())
                .as("photo as it is decoded, both octaves, five more")
                .isEqualTo(12L * (100 * 100 + 100 * 100 + 71 * 71 + 5 * 100 * 100));
        assertThat(estimate.bytes()).isEqualTo(estimate.heapBytes() + estimate.gradientBytes());
    }

    @Test
    void tooMuchMemoryIsRefusedWithTheLargestSizeThatFits() {
        DreamCaps caps = new DreamCaps(1e9, 1_000_000_000, Long.MAX_VALUE);
        assertThatThrownBy(() -> caps.check(NOTEBOOK.withSize(4000).withOctaves(9), 4000, 3000, new AnalyticSource(1)))
                .isInstanceOf(DreamException.class)
                .hasMessageMatching(
                        "octaves=9 at 4000 px needs about 13 GB; the largest that fits here is size=\\d+\\.");
    }

    @Test
    void tooMuchTimeIsRefusedInTheSameWay() {
        DreamCaps caps = new DreamCaps(60, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThatThrownBy(() -> caps.check(NOTEBOOK.withSize(4000), 4000, 3000, new AnalyticSource(1)))
                .isInstanceOf(DreamException.class)
                .hasMessageMatching(
                        "octaves=4 steps=10 at 4000 px takes about 4 minutes; the largest that fits here is size=\\d+\\.");
    }

    @Test
    void whereNoSizeFitsStepsAreNamedAndWhereNothingDoesThatIsSaid() {
        AnalyticSource source = new AnalyticSource(1).withSmallestSide(300);
        Recipe recipe = NOTEBOOK.withSize(300).withSteps(50);
        assertThatThrownBy(() -> new DreamCaps(1, Long.MAX_VALUE, Long.MAX_VALUE).check(recipe, 300, 300, source))
                .hasMessageEndingWith("the largest that fits here is steps=10.");
        assertThatThrownBy(() -> new DreamCaps(0.01, Long.MAX_VALUE, Long.MAX_VALUE).check(recipe, 300, 300, source))
                .hasMessageEndingWith("not even one step at the smallest size fits here.");
    }

    @Test
    void tilesMakeFitWhatWouldNeedTooMuchMemoryAtOnce() {
        AnalyticSource source = new AnalyticSource(1);
        long bytes = source.bytesFor(1000, 1000);
        DreamEstimate estimate =
                new DreamCaps(1e9, Long.MAX_VALUE, bytes).check(NOTEBOOK.withSize(4000), 4000, 3000, source);
        assertThat(estimate.gradientBytes()).isLessThanOrEqualTo(bytes);
    }

    @Property(tries = 300)
    @Domain(Recipes.class)
    @Domain(DomainContext.Global.class)
    void whatIsAllowedFitsAndTheAdviceOfARefusalFitsWithNothingToSpare(
            @ForAll Recipe recipe,
            @ForAll @IntRange(min = 1, max = 9000) int width,
            @ForAll @IntRange(min = 1, max = 9000) int height,
            @ForAll @DoubleRange(min = 0, max = 9) double power) {
        AnalyticSource source = new AnalyticSource(1).withSmallestSide(32);
        DreamCaps caps = new DreamCaps(Math.pow(10, power - 4), (long) (1e8 * Math.pow(10, power / 4)), (long)
                (1e8 * Math.pow(10, power / 4)));
        try {
            DreamEstimate estimate = caps.check(recipe, width, height, source);
            assertThat(estimate.seconds()).isLessThanOrEqualTo(caps.seconds());
            assertThat(estimate.heapBytes()).isLessThanOrEqualTo(caps.heapBytes());
            assertThat(estimate.gradientBytes()).isLessThanOrEqualTo(caps.gradientBytes());
        } catch (DreamException refusal) {
            Matcher advice = ADVICE.matcher(refusal.getMessage());
            if (!advice.matches()) {
                assertThat(refusal.getMessage()).endsWith("; not even one step at the smallest size fits here.");
                return;
            }
            int value = Integer.parseInt(advice.group(2));
            caps.check(with(recipe, advice.group(1), value), width, height, source);
            assertThatThrownBy(() -> caps.check(with(recipe, advice.group(1), value + 1), width, height, source))
                    .isInstanceOf(DreamException.class);
        }
    }

    private static Recipe with(Recipe recipe, String key, int value) {
        return switch (key) {
            case "size" -> recipe.withSize(value);
            case "steps" -> recipe.withSteps(value);
            case "octaves" -> recipe.withOctaves(value);
            default -> throw new AssertionError(key);
        };
    }
}
