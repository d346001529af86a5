package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
    @TempDir
    Path folder;

    @Test
    void thereAreEnoughForBothNetworks() {
        Looks looks = Looks.bundled();
        assertThat(looks.of("inception-v3")).hasSizeGreaterThanOrEqualTo(10);
        assertThat(looks.of("googlenet")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(looks.all())
                .allSatisfy(look -> assertThat(look.description()).hasSizeLessThan(90));
    }

    @Test
    void bundledLooksOfTheBundledNetworkNameOnlyChannelsAboveMixed2() {
        assertThat(Looks.bundled().of("inception-v3"))
                .flatExtracting(
                        look -> look.recipe().get(RecipeKey.LAYER).orElseThrow().terms())
                .filteredOn(term -> term.layer().matches("mixed([3-9]|10).*"))
                .isNotEmpty()
                .allSatisfy(term -> assertThat(term.channels()).isNotEmpty());
    }

    @Test
    void eachBundledLookHasItsPictureAndEachPictureItsLook() throws IOException {
        for (String network : List.of("inception-v3", "googlenet")) {
            Path pictures = Path.of("..", "config", "looks");
            assertThat(pictures.resolve(network + ".jpg")).isNotEmptyFile();
            try (Stream<Path> files = Files.list(pictures.resolve(network))) {
                assertThat(files.map(file -> String.valueOf(file.getFileName())))
                        .containsExactlyInAnyOrderElementsOf(Looks.bundled().of(network).stream()
                                .map(look -> look.name() + ".jpg")
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recpie: layer=a | there is no \"recpie\" here. Did you mean recipe",
                "recipe: layer=a octaves=99 | Look x: octaves=99 does not work",
                "recipe: octaves=3 | needs a layer",
                "recipe: layer=a seed=3 | must not say seed",
                "recipe: layer=a stronger | must not have verbs",
                "description: again | line 5",
            })
    void mistakesAreSaidWithFileAndLook(String line, String sentence) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "looks:\n- name: x\n  network: n\n  description: d\n  " + line + "\n");
        assertThatThrownBy(() -> Looks.load(file))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining(sentence);
    }

    @Test
    void aNameIsGivenOnceForANetwork() throws IOException {
        String entry = "- name: x\n  network: n\n  description: d\n  recipe: layer=a\n";
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "looks:\n" + entry + entry);
        assertThatThrownBy(() -> Looks.load(file)).hasMessageContaining("two looks called x for n");
        Files.writeString(file, "looks:\n" + entry + entry.replace(": n\n", ": m\n"));
        assertThat(Looks.load(file).named("x")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"''", "looks:", "looks: []", "[1]", "{", "looks: 3"})
    void filesThatAreNone(String yaml) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, yaml);
        assertThatThrownBy(() -> Looks.load(file))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("mine.yaml");
        assertThatThrownBy(() -> Looks.load(folder.resolve("nowhere.yaml"))).isInstanceOf(DreamException.class);
    }

    @Test
    void verbsAreNoLooks() {
        RecipeWish recipe = new RecipeWish(Map.of(RecipeKey.LAYER, LayerExpression.of("a")), List.of());
        assertThatThrownBy(() -> new Look("stronger", "d", "n", recipe)).hasMessageContaining("means something");
        assertThatThrownBy(() -> new Look("Big Eyes", "d", "n", recipe)).hasMessageContaining("no name for a look");
    }
}
