package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DreamSheetTest {
    private final Picture photo = Pictures.waves(60, 40);
    private final List<DreamSheet.Progress> told = new ArrayList<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final DreamSheet.Listener listener = new DreamSheet.Listener() {
        @Override
        public void progressed(DreamSheet.Progress progress) {
            told.add(progress);
            cancelled.set(cancelled.get() || progress.words().equals("stop"));
        }

        @Override
        public boolean cancelled() {
            return cancelled.get();
        }
    };

    private static List<DreamSheet.Entry> entries(String... words) {
        return Stream.of(words)
                .map(each -> new DreamSheet.Entry(
                        each,
                        Recipes.notebook("net", each)
                                .withSize(30)
                                .withOctaves(2)
                                .withSteps(2)))
                .toList();
    }

    /** A layer called dead has no gradient, one called missing is not there. */
    private static GradientSource source(Recipe recipe) {
        return switch (recipe.layer().toString()) {
            case "missing" -> throw DreamException.input("There is no such layer.");
            case "dead" -> new FlatSource();
            case "big" -> new AnalyticSource(1).withSmallestSide(50);
            default -> new AnalyticSource(1);
        };
    }

    private DreamSheet.Result dream(Optional<String> first, String... words) {
        Function<Recipe, GradientSource> sources = DreamSheetTest::source;
        return new DreamSheet(entries(words), sources, DreamCaps.NONE).dream(photo, first, listener);
    }

    @Test
    void everyDreamHasItsPlaceBehindTheOriginal() {
        DreamSheet.Result three = dream(Optional.empty(), "a", "b", "c");
        DreamSheet.Result four = dream(Optional.of("o"), "a", "b", "c");
        assertThat(three.remarks()).isEmpty();
        assertThat(three.dead()).isEmpty();
        // two by two either way, with an empty place where there is no original
        assertThat(four.picture().size()).isEqualTo(three.picture().size());
        assertThat(four.picture().planes()).isNotEqualTo(three.picture().planes());
    }

    @Test
    void aDreamThatHadToBeLargerIsMadeAsSmallAsTheOthers() {
        DreamSheet.Result small = dream(Optional.empty(), "a");
        assertThat(dream(Optional.empty(), "big").picture().size())
                .isEqualTo(small.picture().size());
    }

    @Test
    void progressRunsThroughAllPictures() {
        dream(Optional.empty(), "a", "b");
        assertThat(told).hasSize(8).isSortedAccordingTo((one, other) -> Double.compare(one.share(), other.share()));
        assertThat(told).extracting(DreamSheet.Progress::picture).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(told.get(7).share()).isEqualTo(1);
        assertThat(told.get(7).secondsLeft()).isZero();
        assertThat(told.get(4).words()).isEqualTo("b");
        assertThat(told.get(3).share()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void whatIsDeadOrFailsLeavesItsPlaceDarkAndIsSaid() {
        DreamSheet.Result result = dream(Optional.empty(), "a", "dead", "missing");
        assertThat(result.dead()).containsExactly("dead");
        assertThat(result.remarks()).containsExactly("missing: There is no such layer.");
    }

    @Test
    void eachDreamBeginsWithTheFirstPictureThatMovesIt() {
        Picture flat = Pictures.grey(30, 20, 0);
        Picture waves = Pictures.waves(30, 20);
        DreamSheet sheet = new DreamSheet(entries("a"), DreamSheetTest::source, DreamCaps.NONE);
        DreamSheet.Result moved = sheet.dream(List.of(flat, waves, flat), listener);
        assertThat(moved.dead()).isEmpty();
        assertThat(moved.picture().planes())
                .isEqualTo(sheet.dream(List.of(waves), listener).picture().planes());
        assertThat(sheet.dream(List.of(flat, flat), listener).dead()).containsExactly("a");
    }

    @Test
    void whereNothingWorksTheReasonIsTheAnswer() {
        assertThatThrownBy(() -> dream(Optional.empty(), "missing", "missing"))
                .isInstanceOf(DreamException.class)
                .hasMessage("There is no such layer.");
    }

    @Test
    void oneCancelEndsAll() {
        assertThatThrownBy(() -> dream(Optional.empty(), "a", "stop", "b"))
                .isInstanceOfSatisfying(
                        DreamException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DreamException.Kind.CANCELLED));
        assertThat(told).hasSize(5);
    }

    /** A network that does not react. */
    private static final class FlatSource implements GradientSource {
        @Override
        public Gradient gradient(float[] picture, int height, int width) {
            return new Gradient(new float[picture.length], 0);
        }

        @Override
        public int smallestSide() {
            return 1;
        }

        @Override
        public Optional<PictureSize> fixedSize() {
            return Optional.empty();
        }

        @Override
        public long bytesFor(int height, int width) {
            return 1;
        }

        @Override
        public double secondsFor(int height, int width) {
            return 0;
        }
    }
}
