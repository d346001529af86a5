package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DreamerTest {
    private static final DreamListener NOBODY = progress -> {};

    private static Recipe recipe(String changes) {
        RecipeWish wish = RecipeWish.of(Recipes.notebook("net", "layer")).then(RecipeText.parse(changes));
        return ((Resolution.Dream) new RecipeResolver(
                                new Looks(List.of()),
                                List.of(new NetworkChoice(
                                        "net", "net", "0".repeat(64), LayerExpression.of("layer"), Optional.empty())),
                                List.of(),
                                () -> 1)
                        .resolve(wish, 8, 8))
                .recipe();
    }

    private static Picture dream(Picture photo, Recipe recipe, GradientSource source) {
        return new Dreamer(source, DreamCaps.NONE).dream(photo, recipe, NOBODY).picture();
    }

    @ParameterizedTest
    @CsvSource({
        "96, 72, size=96 steps=1 jitter=0",
        "61, 90, size=90 steps=1 jitter=0 scale=1.6",
        "61, 90, size=90 steps=1 jitter=0 step=20",
        "80, 51, size=80 steps=3 octaves=3 jitter=9 seed=5",
        "33, 40, size=40 steps=2 octaves=2 jitter=128 seed=9223372036854775807",
        "64, 47, size=64 steps=2 octaves=3 smooth=4 jitter=5",
    })
    void dreamsAsTheNotebook(int width, int height, String changes) {
        Picture photo = Pictures.waves(width, height);
        AnalyticSource source = new AnalyticSource(2);
        Recipe recipe = recipe(changes);
        Picture dream = dream(photo, recipe, source);
        assertThat(Pictures.psnr(dream, NotebookInDouble.dream(Pictures.exact(photo), recipe, source)))
                .isGreaterThan(120);
        assertThat(Pictures.psnr(dream, Pictures.exact(photo))).isLessThan(45);
    }

    @Test
    void theSameRecipeGivesTheSameBytesAndAnotherSeedDoesNot() {
        Picture photo = Pictures.waves(50, 40);
        Recipe recipe = recipe("size=50 steps=2 octaves=2 smooth=2 seed=11");
        float[] first = dream(photo, recipe, new AnalyticSource(2)).planes();
        assertThat(dream(photo, recipe, new AnalyticSource(2)).planes()).isEqualTo(first);
        assertThat(dream(photo, recipe.withSeed(12), new AnalyticSource(2)).planes())
                .isNotEqualTo(first);
    }

    @Test
    void thePhotoStaysAsItWas() {
        Picture photo = Pictures.waves(40, 30);
        float[] before = photo.planes().clone();
        dream(photo, recipe("size=40 steps=2 octaves=2 jitter=0"), new AnalyticSource(1));
        assertThat(photo.planes()).isEqualTo(before);
    }

    @Test
    void aGradientOfZerosLeavesThePictureAsItIs() {
        Picture photo = Pictures.waves(40, 30);
        GradientSource flat = source(values -> 0);
        for (String smooth : List.of("smooth=0", "smooth=4")) {
            Picture dream = dream(photo, recipe("size=40 steps=2 octaves=1 " + smooth), flat);
            assertThat(dream.planes()).isEqualTo(photo.planes());
        }
    }

    @Test
    void theFaintestGradientMovesAStepAndAnEndlessOneIsRefused() {
        Picture photo = Pictures.grey(10, 10, 100);
        Recipe recipe = recipe("size=10 steps=1 octaves=1 step=1.5");
        assertThat(dream(photo, recipe, source(value -> Float.MIN_VALUE)).planes())
                .containsOnly(101.5f);
        assertThat(dream(photo, recipe, source(value -> -Float.MAX_VALUE)).planes())
                .containsOnly(98.5f);
        for (float strange : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> dream(photo, recipe, source(value -> strange)))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("layer=layer is not finite");
        }
    }

    @Test
    void everyValueOfTheResultIsWithinItsRange() {
        Picture dream =
                dream(Pictures.waves(40, 30), recipe("size=40 steps=5 step=20 octaves=3"), new AnalyticSource(1));
        assertThat(dream.planes()).satisfies(planes -> {
            for (float value : planes) {
                assertThat(value).isBetween(0f, 255f);
            }
        });
        assertThat(dream.planes()).contains(0f, 255f);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 15, 15", "3, 2, 22, 15", "1, 2000, 15, 8192", "15, 15, 15, 15", "40, 20, 40, 20"})
    void aPictureThatIsTooSmallIsEnlargedToTheSmallestSizeThatWorks(int width, int height, int toWidth, int toHeight) {
        Picture photo = Pictures.waves(width, height);
        Recipe recipe = recipe("steps=1 octaves=4").withSize(Math.min(1024, Math.max(width, height)));
        AnalyticSource source = new AnalyticSource(1).withSmallestSide(15);
        DreamResult result = new Dreamer(source, DreamCaps.NONE).dream(photo, recipe, NOBODY);
        assertThat(result.picture().width()).isEqualTo(toWidth);
        assertThat(result.picture().height()).isEqualTo(toHeight);
        assertThat(result.recipe().size()).isEqualTo(Math.max(toWidth, toHeight));
        boolean enlarged = toWidth > width;
        assertThat(result.remarks().stream().anyMatch(remark -> remark.contains("enlarged to")))
                .isEqualTo(enlarged);
        assertThat(result.remarks()).anyMatch(remark -> remark.contains("of 4 octaves were left out"));
        assertThat(dream(photo, result.recipe(), source).planes())
                .as("the recipe in the result gives the result")
                .isEqualTo(result.picture().planes());
    }

    @Test
    void aPictureOfAnotherSizeIsDreamedAtTheSizeOfTheRecipe() {
        Recipe recipe = recipe("size=30 steps=1 octaves=1");
        for (Picture photo : List.of(Pictures.waves(90, 60), Pictures.waves(12, 8), Pictures.waves(30, 20))) {
            Picture dream = dream(photo, recipe, new AnalyticSource(1));
            assertThat(List.of(dream.width(), dream.height())).containsExactly(30, 20);
        }
    }

    @Test
    void progressCountsEveryStepAndItsPreviewIsTheDreamAtThatStep() {
        Picture photo = Pictures.waves(40, 30);
        Recipe recipe = recipe("size=40 steps=3 octaves=2 strength=0.5 colour=keep");
        List<DreamProgress> seen = new ArrayList<>();
        Picture result = new Dreamer(new AnalyticSource(1), DreamCaps.NONE)
                .dream(photo, recipe, seen::add)
                .picture();
        assertThat(seen)
                .extracting(progress -> List.of(progress.octave(), progress.step(), progress.stepsDone()))
                .containsExactly(
                        List.of(1, 1, 1),
                        List.of(1, 2, 2),
                        List.of(1, 3, 3),
                        List.of(2, 1, 4),
                        List.of(2, 2, 5),
                        List.of(2, 3, 6));
        assertThat(seen).allMatch(progress -> progress.secondsLeft() >= 0 && progress.objective() > 0);
        assertThat(seen.get(5).secondsLeft()).isZero();
        assertThat(seen.get(5).preview().get().planes()).isEqualTo(result.planes());
        List<Double> distances = seen.stream()
                .map(progress -> Pictures.psnr(progress.preview().get(), Pictures.exact(photo)))
                .toList();
        assertThat(distances)
                .as("previews asked for late are still those of their steps")
                .doesNotHaveDuplicates();
        assertThat(distances.get(0)).isGreaterThan(distances.get(5));
        assertThat(seen.get(0).preview().get().width()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "4", "5"})
    void aDreamCanBeCancelledBeforeAnyStep(int after) {
        AnalyticSource source = new AnalyticSource(1);
        DreamListener listener = new DreamListener() {
            @Override
            public void progressed(DreamProgress progress) {}

            @Override
            public boolean cancelled() {
                return source.calls() >= after;
            }
        };
        assertThatThrownBy(() -> new Dreamer(source, DreamCaps.NONE)
                        .dream(Pictures.waves(30, 30), recipe("size=30 steps=3 octaves=2"), listener))
                .isInstanceOfSatisfying(
                        DreamException.class, stop -> assertThat(stop.kind()).isEqualTo(DreamException.Kind.CANCELLED));
        assertThat(source.calls()).isEqualTo(after);
    }

    @Test
    void aNetworkOfFixedSizeDreamsInTilesAndSaysSo() {
        AnalyticSource fixed = new AnalyticSource(1).withFixedSize(40, 32);
        Recipe recipe = recipe("size=100 steps=2 octaves=3 jitter=10");
        Picture photo = Pictures.waves(100, 70);
        DreamResult tiled = new Dreamer(fixed, DreamCaps.NONE).dream(photo, recipe, NOBODY);
        assertThat(tiled.remarks()).anyMatch(remark -> remark.contains("runs at 40×32 pixels only"));
        Picture whole = dream(photo, recipe, new AnalyticSource(1));
        assertThat(Pictures.psnr(tiled.picture(), Pictures.exact(whole))).isGreaterThan(120);
    }

    @Test
    void whatCostsTooMuchIsRefusedBeforeTheNetworkRuns() {
        AnalyticSource source = new AnalyticSource(1);
        DreamCaps caps = new DreamCaps(Double.POSITIVE_INFINITY, 1000, Long.MAX_VALUE);
        assertThatThrownBy(() -> new Dreamer(source, caps).dream(Pictures.waves(30, 30), recipe("size=30"), NOBODY))
                .isInstanceOf(DreamException.class);
        assertThat(source.calls()).isZero();
    }

    private interface Value {
        float of(float value);
    }

    private static GradientSource source(Value gradient) {
        return new GradientSource() {
            @Override
            public Gradient gradient(float[] picture, int height, int width) {
                float[] values = new float[picture.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = gradient.of(picture[i]);
                }
                return new Gradient(values, 0);
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
                return 0;
            }

            @Override
            public double secondsFor(int height, int width) {
                return 0;
            }
        };
    }
}
