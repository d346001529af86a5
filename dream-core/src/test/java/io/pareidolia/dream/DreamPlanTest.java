package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.picture.PictureSize;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class DreamPlanTest {
    private static final Recipe NOTEBOOK = Recipes.notebook("net", "layer");

    @Test
    void octavesAreDividedAgainAndAgainAndRoundedHalfToEven() {
        assertThat(DreamPlan.octaveSizes(new PictureSize(1024, 575), 4, 1.4))
                .containsExactly(
                        new PictureSize(1024, 575),
                        new PictureSize(731, 411),
                        new PictureSize(522, 294),
                        new PictureSize(373, 210));
        assertThat(DreamPlan.octaveSizes(new PictureSize(25, 15), 3, 2))
                .as("12.5 is 12, 7.5 is 8")
                .containsExactly(new PictureSize(25, 15), new PictureSize(12, 8), new PictureSize(6, 4));
    }

    @Test
    void octavesBelowWhatTheNetworkTakesAreLeftOutWithARemark() {
        AnalyticSource source = new AnalyticSource(1).withSmallestSide(75);
        DreamPlan plan =
                DreamPlan.of(NOTEBOOK.withSize(224).withOctaves(6), new PictureSize(640, 480), source, Long.MAX_VALUE);
        assertThat(plan.octaves().stream().map(DreamPlan.Octave::size))
                .containsExactly(new PictureSize(114, 86), new PictureSize(160, 120), new PictureSize(224, 168));
        assertThat(plan.remarks())
                .containsExactly(
                        "The smallest 3 of 6 octaves were left out, because the network takes no picture smaller than 75×75 pixels.");
        assertThat(DreamPlan.of(NOTEBOOK, new PictureSize(640, 480), source, Long.MAX_VALUE)
                        .remarks())
                .isEmpty();
    }

    @Test
    void tilesAreSaidOnce() {
        AnalyticSource source = new AnalyticSource(1);
        DreamPlan plan =
                DreamPlan.of(NOTEBOOK.withSize(1000), new PictureSize(1000, 1000), source, source.bytesFor(600, 1000));
        assertThat(plan.remarks())
                .singleElement()
                .asString()
                .startsWith("To fit the memory, this picture is dreamed in ");
        assertThat(plan.octaves().get(0).tiling().count()).isEqualTo(1);
        assertThat(plan.octaves().get(3).tiling().count()).isEqualTo(2);
    }

    @Property(tries = 500)
    @Domain(Recipes.class)
    @Domain(net.jqwik.api.domains.DomainContext.Global.class)
    void everyPictureHasAPlanThatTheNetworkCanRun(
            @ForAll Recipe recipe,
            @ForAll @IntRange(min = 1, max = 70_000) int width,
            @ForAll @IntRange(min = 1, max = 70_000) int height,
            @ForAll @IntRange(min = 1, max = 300) int smallest) {
        AnalyticSource source = new AnalyticSource(1).withSmallestSide(smallest);
        PictureSize photo = new PictureSize(width, height);
        DreamPlan plan = DreamPlan.of(recipe, photo, source, Long.MAX_VALUE);
        List<PictureSize> sizes =
                plan.octaves().stream().map(DreamPlan.Octave::size).toList();
        assertThat(sizes).isNotEmpty().hasSizeLessThanOrEqualTo(recipe.octaves());
        assertThat(sizes).allMatch(size -> Math.min(size.width(), size.height()) >= smallest);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(plan.size());
        assertThat(plan.size().longest()).isLessThanOrEqualTo(8192);
        Recipe done = recipe.withSize(plan.size().longest());
        assertThat(DreamPlan.of(done, photo, source, Long.MAX_VALUE).size())
                .as("the recipe in the result")
                .isEqualTo(plan.size());
    }
}
