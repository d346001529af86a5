package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.PictureSize;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeResolverTest {
    private static final String ZEROS = "0".repeat(64);
    private static final NetworkChoice INCEPTION = new NetworkChoice(
            "inception-v3", "inception-v3", ZEROS, LayerExpression.of("mixed4"), Optional.of("puppyslug"));
    private static final NetworkChoice GOOGLENET = new NetworkChoice(
            "googlenet", "googlenet", ZEROS, LayerExpression.of("inception_4c"), Optional.of("puppyslug"));
    private static final NetworkChoice FILE =
            new NetworkChoice("mine.onnx", "mine.onnx", ZEROS, LayerExpression.of("block5"), Optional.empty());
    private static final NetworkChoice KNOWN_FILE = new NetworkChoice(
            "downloaded.onnx", "googlenet", ZEROS, LayerExpression.of("inception_4c"), Optional.empty());
    private static final long FRESH = 4242;

    private static final Looks LOOKS = new Looks(List.of(
            look("puppyslug", "inception-v3", "layer=mixed4#341 smooth=4 octaves=5 steps=12 step=2"),
            look("owls", "inception-v3", "layer=mixed4#1 smooth=4 octaves=5 steps=12 step=2"),
            look("puppyslug", "googlenet", "layer=inception_4c smooth=4"),
            look("fish", "googlenet", "layer=inception_5a smooth=3 jitter=16")));

    private static Look look(String name, String network, String recipe) {
        return new Look(name, "for tests", network, RecipeText.parse(recipe));
    }

    private static RecipeResolver resolver(NetworkChoice... networks) {
        return new RecipeResolver(LOOKS, List.of(networks), Set.of("googlenet", "vgg19"), () -> FRESH);
    }

    private static Resolution.Dream dream(RecipeResolver resolver, String words) {
        return (Resolution.Dream) resolver.resolve(RecipeText.parse(words), 800, 600);
    }

    private static String answer(RecipeResolver resolver, String words) {
        return RecipeText.answer(dream(resolver, words).recipe());
    }

    @Test
    void whoSaysNothingGetsTheDefaultLookOfTheDefaultNetwork() {
        assertThat(answer(resolver(INCEPTION, GOOGLENET), ""))
                .isEqualTo("network=inception-v3 layer=mixed4#341 octaves=4 scale=1.4 steps=12 step=2 smooth=4 size=800"
                        + " seed=4242");
        assertThat(answer(resolver(GOOGLENET, INCEPTION), "steps=3"))
                .startsWith("network=googlenet layer=inception_4c octaves=3 scale=1.4 steps=3 step=1.5 smooth=4");
        assertThat(answer(resolver(INCEPTION, GOOGLENET), "network=googlenet"))
                .contains("layer=inception_4c", "smooth=4");
    }

    @ParameterizedTest
    @CsvSource({
        "layer=mixed3, inception-v3, mixed3",
        "network=mine.onnx, mine.onnx, block5",
        "network=mine.onnx layer=block2, mine.onnx, block2",
        "network=downloaded.onnx, downloaded.onnx, inception_4c"
    })
    void whoNamesALayerOrAFileStartsFromTheNotebook(String words, String network, String layer) {
        assertThat(answer(resolver(INCEPTION, FILE, KNOWN_FILE), words))
                .isEqualTo("network=" + network + " layer=" + layer
                        + " octaves=4 scale=1.4 steps=10 step=1.5 size=800 seed=4242");
    }

    @Test
    void whoNamesALookStartsFromItAndChangesWhatIsSaid() {
        assertThat(answer(resolver(INCEPTION, GOOGLENET), "owls octaves=2 layer=mixed5 seed=7 size=2000"))
                .isEqualTo("network=inception-v3 layer=mixed5 octaves=2 scale=1.4 steps=12 step=2 smooth=4 size=2000"
                        + " seed=7");
    }

    @ParameterizedTest
    @CsvSource({"1024, 5", "512, 3", "2048, 7", "256, 1", "8192, 11", "32, 1", "1024 scale=2, 5", "2048 scale=2, 6"})
    void aLookBeginsAsLargeOnASmallPictureAsOnALargeOne(String size, int octaves) {
        assertThat(dream(resolver(INCEPTION), "owls size=" + size).recipe().octaves())
                .isEqualTo(octaves);
        assertThat(dream(resolver(INCEPTION), "owls octaves=4 size=" + size)
                        .recipe()
                        .octaves())
                .isEqualTo(4);
    }

    @Test
    void aLookThatTwoNetworksHaveIsThatOfTheFirstAtHandOrOfTheOneAskedFor() {
        assertThat(answer(resolver(INCEPTION, GOOGLENET), "puppyslug"))
                .contains("network=inception-v3 layer=mixed4#341");
        assertThat(answer(resolver(GOOGLENET, INCEPTION), "puppyslug"))
                .contains("network=googlenet layer=inception_4c");
        assertThat(answer(resolver(INCEPTION, GOOGLENET), "puppyslug network=googlenet"))
                .contains("network=googlenet layer=inception_4c");
        assertThat(answer(resolver(INCEPTION, KNOWN_FILE), "fish")).contains("network=downloaded.onnx");
    }

    @Test
    void aLookNamesItsNetwork() {
        assertThat(answer(resolver(INCEPTION, GOOGLENET), "fish")).contains("network=googlenet layer=inception_5a");
    }

    @Test
    void anotherNetworkBesideALookReplacesOnlyTheNetwork() {
        Resolution.Dream dream = dream(resolver(INCEPTION, FILE), "owls network=mine.onnx");
        assertThat(RecipeText.answer(dream.recipe()))
                .startsWith("network=mine.onnx layer=mixed4#1 octaves=4 scale=1.4 steps=12 step=2");
        assertThat(dream.remarks())
                .containsExactly("The look owls was made for inception-v3; its layers are looked for in mine.onnx.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owl|There is no look owl. Did you mean owls or puppyslug?",
                "pupyslug|There is no look pupyslug. Did you mean puppyslug or owls?",
                "fish|The look fish is for googlenet, which is not here yet (networks fetch googlenet brings it)."
                        + " Did you mean owls or puppyslug?",
                "network=googlenet|The network googlenet is not here yet: networks fetch googlenet brings it.",
                "network=inception|There is no network inception here. Did you mean inception-v3?",
                "look=? layer=mixed3|look=? shows what each look dreams, so leave out layer=.",
            })
    void whatIsNotThereIsAnsweredWithTheNearest(String words, String sentence) {
        assertThatThrownBy(() -> dream(resolver(INCEPTION), words))
                .isInstanceOf(DreamException.class)
                .hasMessage(sentence);
    }

    @Test
    void strongerIsAStepHalfAsLargeAgainWithinItsRange() {
        assertThat(dream(resolver(GOOGLENET), "stronger stronger step=2")
                        .recipe()
                        .step())
                .isEqualTo(4.5);
        assertThat(dream(resolver(INCEPTION), "stronger").recipe().step()).isEqualTo(3);
        Resolution.Dream most = dream(resolver(GOOGLENET), "stronger stronger step=15");
        assertThat(most.recipe().step()).isEqualTo(20);
        assertThat(most.remarks()).containsExactly("The step is at its largest already, 20.");
    }

    @Test
    void againAndDeeperTakeANewSeedAndKeepAllElse() {
        Recipe before = dream(resolver(GOOGLENET), "fish seed=1").recipe();
        for (String verb : List.of("again", "deeper")) {
            RecipeWish wish = RecipeWish.of(before).then(RecipeText.parse(verb));
            assertThat(((Resolution.Dream) resolver(GOOGLENET).resolve(wish, 800, 600)).recipe())
                    .isEqualTo(before.withSeed(FRESH));
        }
    }

    @ParameterizedTest
    @CsvSource({"4000, 3000, 1024", "3000, 4000, 1024", "800, 600, 800", "1, 1, 1"})
    void theSizeIsThePhotosOwnUpToTheUsual(int width, int height, int size) {
        Resolution resolution = resolver(INCEPTION).resolve(RecipeWish.NONE, width, height);
        assertThat(((Resolution.Dream) resolution).recipe().size()).isEqualTo(size);
    }

    @Test
    void aRecipeFromAnotherFileOfTheNetworkIsRemarked() {
        assertThat(dream(resolver(GOOGLENET), "recipe=1 sha256=000000000000").remarks())
                .isEmpty();
        assertThat(dream(resolver(GOOGLENET), "recipe=1 sha256=0123456789ab").remarks())
                .containsExactly(
                        "This recipe was dreamed by another file of the network googlenet, so the dream will differ.");
    }

    @Property(tries = 300)
    @Domain(Recipes.class)
    void aCompleteRecipeComesOutAsItWentIn(@ForAll Recipe recipe) {
        NetworkChoice network = new NetworkChoice(
                recipe.network(), recipe.network(), ZEROS, LayerExpression.of("other"), Optional.of("puppyslug"));
        assertThat(((Resolution.Dream) resolver(INCEPTION, network).resolve(RecipeWish.of(recipe), 10, 10)).recipe())
                .isEqualTo(recipe);
    }

    @Property(tries = 300)
    @Domain(Recipes.class)
    void anyWishBecomesARecipeThatSaysWhatItSays(@ForAll RecipeWish wish) {
        RecipeResolver resolver = resolver(INCEPTION, GOOGLENET, FILE);
        try {
            if (resolver.resolve(wish, 640, 480) instanceof Resolution.Dream dream) {
                for (RecipeKey<?> key : RecipeKey.ofRecipe()) {
                    if (wish.has(key) && !(key == RecipeKey.STEP && wish.verbs().contains(Verb.STRONGER))) {
                        assertThat(key.valueIn(dream.recipe()))
                                .isEqualTo(wish.values().get(key));
                    }
                }
            }
        } catch (DreamException refusal) {
            assertThat(refusal.getMessage()).matches("(?s).*[.?]");
        }
    }

    @Property(tries = 200)
    @Domain(DomainContext.Global.class)
    void aSamplerShowsUpToEightLooksForNoMoreThanOneUsualDream(
            @ForAll @IntRange(min = 40, max = 6000) int width, @ForAll @IntRange(min = 40, max = 6000) int height) {
        RecipeResolver resolver =
                new RecipeResolver(Looks.bundled(), List.of(INCEPTION, GOOGLENET), List.of(), () -> FRESH);
        PictureSize photo = new PictureSize(width, height);
        for (String network : List.of("inception-v3", "googlenet")) {
            RecipeWish of = RecipeText.parse("network=" + network);
            Recipe usual = ((Resolution.Dream) resolver.resolve(of, width, height)).recipe();
            Resolution.Sampler sampler = (Resolution.Sampler)
                    resolver.resolve(of.then(RecipeText.parse("look=? strength=0.8")), width, height);
            assertThat(sampler.tiles()).hasSize(8);
            String others = (network.equals("googlenet") ? " network=googlenet" : "") + " strength=0.8";
            assertThat(sampler.tiles().stream().map(DreamSheet.Entry::words))
                    .isEqualTo(Looks.bundled().of(network).stream()
                            .limit(8)
                            .map(look -> look.name() + others)
                            .toList());
            assertThat(sampler.tiles())
                    .allMatch(tile -> tile.recipe().strength() == 0.8
                            && tile.recipe().size()
                                    == sampler.tiles().get(0).recipe().size()
                            && tile.recipe().seed() == FRESH);
            double work = sampler.tiles().stream()
                    .mapToDouble(tile -> Sampler.work(tile.recipe(), photo))
                    .sum();
            assertThat(work).isLessThanOrEqualTo(Sampler.work(usual, photo));
        }
    }

    @Test
    void aSheetMayNameItsLooks() {
        RecipeWish wish = RecipeText.parse("look=?Owls+puppyslug seed=7");
        assertThat(wish.sheetLooks()).containsExactly("owls", "puppyslug");
        assertThat(RecipeText.parse(wish.toString())).isEqualTo(wish);
        Resolution.Sampler sampler = (Resolution.Sampler) resolver(INCEPTION).resolve(wish, 640, 480);
        assertThat(sampler.looks()).containsExactly("owls", "puppyslug");
        assertThatThrownBy(() -> resolver(INCEPTION).resolve(RecipeText.parse("look=?owl"), 640, 480))
                .hasMessage("There is no look owl. Did you mean owls or puppyslug?");
        assertThatThrownBy(() -> RecipeText.parse("look=?a+b+c+d+e+f+g+h+i")).isInstanceOf(DreamException.class);
    }

    @Test
    void aSamplerOfALargePhotoKeepsTheStepsAndIsLargeEnoughToSeeSomething() {
        Resolution.Sampler sampler =
                (Resolution.Sampler) resolver(INCEPTION).resolve(RecipeText.parse("look=?"), 4000, 3000);
        assertThat(sampler.tiles()).extracting(DreamSheet.Entry::words).containsExactly("puppyslug", "owls");
        Recipe first = new RecipeResolver(Looks.bundled(), List.of(INCEPTION), List.of(), () -> FRESH)
                                .resolve(RecipeText.parse("look=?"), 4000, 3000)
                        instanceof Resolution.Sampler eight
                ? eight.tiles().get(0).recipe()
                : null;
        assertThat(first).isNotNull();
        assertThat(first.size()).isBetween(250, 350);
        assertThat(first.steps()).isEqualTo(12);
    }
}
