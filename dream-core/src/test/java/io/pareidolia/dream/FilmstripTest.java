package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FilmstripTest {
    @Property
    void theKeptStepsAreSpreadEvenlyAndEndWithTheLast(
            @ForAll @IntRange(min = 1, max = 2400) int steps, @ForAll @IntRange(min = 1, max = 20) int count) {
        List<Integer> kept = Filmstrip.stepsToKeep(steps, count);
        assertThat(kept).hasSize(Math.min(steps, count)).isSorted().doesNotHaveDuplicates();
        assertThat(kept.get(0)).isPositive();
        assertThat(kept.get(kept.size() - 1)).isEqualTo(steps);
    }

    @Test
    void theStripGoesFromTheOriginalToTheFinishedDream() {
        Picture photo = Pictures.waves(60, 40);
        Recipe recipe =
                Recipes.notebook("net", "layer").withSize(60).withOctaves(2).withSteps(4);
        List<DreamProgress> passedOn = new ArrayList<>();
        Filmstrip strip = new Filmstrip(photo, 5, 30, passedOn::add);
        Picture dream = new Dreamer(new AnalyticSource(1), DreamCaps.NONE)
                .dream(photo, recipe, strip)
                .picture();
        assertThat(strip.frames())
                .extracting(Filmstrip.Frame::label)
                .containsExactly(
                        "original", "octave 1, step 2", "octave 1, step 4", "octave 2, step 2", "octave 2, step 4");
        assertThat(strip.frames())
                .allMatch(frame ->
                        frame.picture().width() == 30 && frame.picture().height() == 20);
        assertThat(strip.frames().get(0).picture().planes())
                .isEqualTo(photo.shrunk(30, 20).planes());
        assertThat(strip.frames().get(4).picture().planes())
                .isEqualTo(dream.shrunk(30, 20).planes());
        assertThat(passedOn).hasSize(8);
        assertThat(strip.strip(400).width()).isBetween(5 * 30, 400);
        assertThat(strip.strip(400).height()).isLessThan(2 * strip.strip(100).height());
    }

    @Test
    void whoListensBehindTheStripCanStillCancel() {
        Filmstrip strip = new Filmstrip(Pictures.grey(4, 4, 9), 3, 4, new DreamListener() {
            @Override
            public void progressed(DreamProgress progress) {}

            @Override
            public boolean cancelled() {
                throw DreamException.cancelled();
            }
        });
        assertThatThrownBy(strip::cancelled).isInstanceOf(DreamException.class);
    }
}
