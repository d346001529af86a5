package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTextTest {
    @Property(tries = 500)
    @Domain(Recipes.class)
    void whatIsWrittenIsReadBack(@ForAll RecipeWish wish) {
        assertThat(RecipeText.parse(wish.toString())).isEqualTo(wish);
    }

    @Property(tries = 300)
    @Domain(Recipes.class)
    void aRecipeSurvivesItsStamp(@ForAll Recipe recipe) {
        String stamp = RecipeText.stamp(recipe, "0123456789abcdef".repeat(4), Preprocessing.CAFFE);
        RecipeWish found = RecipeText.parse(stamp);
        assertThat(stamp).hasSizeLessThanOrEqualTo(RecipeText.LONGEST);
        assertThat(found.get(RecipeKey.SHA256)).contains("0123456789ab");
        assertThat(found.get(RecipeKey.RECIPE)).contains(1);
        for (RecipeKey<?> key : RecipeKey.ofRecipe()) {
            assertThat(found.values().get(key)).isEqualTo(key.valueIn(recipe));
        }
    }

    @Property(tries = 300)
    @Domain(Recipes.class)
    void theShorterFormsLeaveOutOnlyWhatIsUsual(@ForAll Recipe recipe) {
        for (String text : List.of(RecipeText.answer(recipe), RecipeText.shortest(recipe))) {
            RecipeWish read = RecipeText.parse(text);
            for (RecipeKey<?> key : RecipeKey.ofRecipe()) {
                assertThat(read.has(key) ? read.values().get(key) : key.usual().orElseThrow())
                        .isEqualTo(key.valueIn(recipe));
            }
        }
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefusedInOneSentence(@ForAll @StringLength(max = 80) String text) {
        try {
            RecipeWish wish = RecipeText.parse(text);
            assertThat(RecipeText.parse(wish.toString())).isEqualTo(wish);
        } catch (DreamException refusal) {
            assertThat(refusal.kind()).isEqualTo(DreamException.Kind.INPUT);
            assertThat(refusal.getMessage()).matches("(?s).*[.?]");
        }
    }

    @Test
    void theLongestLegalRecipeHasAStampThatCanBeReadBack() {
        String layer = "x".repeat(Recipe.LONGEST_NAMES - 1);
        Recipe recipe = new Recipe(
                "n",
                LayerExpression.of(layer),
                12,
                Math.nextDown(2.22),
                200,
                Math.nextDown(19.9),
                128,
                8,
                8192,
                Long.MAX_VALUE,
                0.30000000000000004,
                Colour.DREAM);
        String stamp = RecipeText.stamp(recipe, "0123456789ab", Preprocessing.CAFFE);
        assertThat(stamp).hasSizeLessThanOrEqualTo(RecipeText.LONGEST).hasSizeGreaterThan(470);
        assertThat(RecipeText.parse(stamp).get(RecipeKey.LAYER)).contains(recipe.layer());
        assertThatThrownBy(() -> Recipes.notebook("nn", layer))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("263 characters and 262 is the most");
    }

    @Test
    void formsSayWhatTheyShould() {
        Recipe recipe = Recipes.notebook("googlenet", "inception_4c");
        assertThat(RecipeText.answer(recipe))
                .isEqualTo(
                        "network=googlenet layer=inception_4c octaves=4 scale=1.4 steps=10 step=1.5 size=512 seed=1");
        assertThat(RecipeText.shortest(recipe)).isEqualTo("network=googlenet layer=inception_4c size=512 seed=1");
        assertThat(RecipeText.stamp(
                        recipe,
                        "c99c507058eaf41de8723408fdda7db8325cb57f0a89f2ee07a716d6e963e14e",
                        Preprocessing.CAFFE))
                .isEqualTo(
                        "recipe=1 network=googlenet layer=inception_4c octaves=4 scale=1.4 steps=10 step=1.5"
                                + " jitter=32 smooth=0 size=512 seed=1 strength=1 colour=dream preprocess=caffe sha256=c99c507058ea");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyes octaves=5 step=1.5 stronger",
                "Eyes, OCTAVES=5, Step = 1,5 Stronger",
                "“eyes” octaves=“5” step=×1.5; stronger.0",
                "look=eyes,octaves=5,step=1.50 stronger",
                "\u200beyes\u00a0octaves＝5 step=+1.5e0 STRONGER,",
            })
    void peopleTypeItInManyWays(String text) {
        RecipeWish expected = new RecipeWish(
                java.util.Map.of(RecipeKey.LOOK, "eyes", RecipeKey.OCTAVES, 5, RecipeKey.STEP, 1.5),
                List.of(Verb.STRONGER));
        assertThat(RecipeText.parse(text.replace("stronger.0", "stronger"))).isEqualTo(expected);
    }

    @Test
    void britishAndAmericanColours() {
        assertThat(RecipeText.parse("color=keep")).isEqualTo(RecipeText.parse("colour=KEEP"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "octave=5 | There is no key \"octave\". Did you mean octaves",
                "ocatves=5 | Did you mean octaves",
                "octaves=99 | octaves=99 does not work: octaves is a whole number from 1 to 12.",
                "octaves=four | octaves=four does not work",
                "step=NaN | step=NaN does not work: step is a number from 0.01 to 20.",
                "step=Infinity | does not work",
                "step=0x1p1 | does not work",
                "step=1e999 | does not work",
                "seed=9223372036854775808 | seed is a whole number from 0 to 9223372036854775807.",
                "octaves:4 | Did you mean octaves=",
                "octaves=4 octaves=5 | says octaves=4 and octaves=5; say octaves once.",
                "eyes shells | says look=eyes and look=shells; say look once.",
                "seed=3 again | \"again\" takes a new seed",
                "colour=blue | colour is dream or keep.",
                "recipe=2 | recipe is 1.",
                "network=../../etc/passwd | the name of a network, not a path",
                "network=a%2Fb | the name of a network, not a path",
                "layer= | is no layer's name",
                "layer=a:0 | written %3A",
                "layer=a:b | \"b\" is no weight",
                "layer=a#x | \"x\" is no channel",
                "layer=a#1,1 | names a channel twice",
                "layer=a#70000 | Channel 70000 does not exist",
                "layer=a%zz | is no layer's name",
                "layer=a%C3 | is no layer's name",
                "layer=a++b | is no layer's name",
            })
    void mistakesGetTheNearestWordOrTheRange(String text, String sentence) {
        assertThatThrownBy(() -> RecipeText.parse(text))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void limitsHoldForTargetsChannelsAndLength() {
        String channels = IntStream.range(0, 33).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThatThrownBy(() -> RecipeText.parse("layer=a#" + channels)).hasMessageContaining("33 channels");
        assertThatThrownBy(() -> RecipeText.parse("layer=" + String.join("+", Collections.nCopies(9, "a"))))
                .hasMessageContaining("9 targets; 8 is the most");
        assertThatThrownBy(() -> RecipeText.parse(" ".repeat(501))).hasMessageContaining("at most 500 characters");
        // reading may lengthen a text: what is written in its place must be readable as well
        assertThatThrownBy(() -> RecipeText.parse("layer=" + "€".repeat(100)))
                .hasMessageContaining("at most 500 characters");
    }

    @Test
    void numbersDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            assertThat(RecipeText.parse("STRENGTH=0.5 STEPS=11 SIZE=64 step=1.25"))
                    .hasToString("steps=11 step=1.25 size=64 strength=0.5");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void numbersAreWrittenInTheirShortestForm() {
        assertThat(List.of(1.5, 1.50, 2.0, 0.01, 20.0, 100.0, 1.0 / 3, 2e-3, -0.0))
                .extracting(ShortestDecimal::write)
                .containsExactly("1.5", "1.5", "2", "0.01", "20", "100", "0.3333333333333333", "0.002", "0");
    }

    @Test
    void oddTensorNamesCanBeSaid() {
        LayerExpression expression = LayerExpression.of("model/conv 1+2:0#x%é");
        assertThat(expression).hasToString("model/conv%201%2B2%3A0%23x%25é");
        assertThat(RecipeText.parse("layer=" + expression).get(RecipeKey.LAYER)).contains(expression);
    }
}
