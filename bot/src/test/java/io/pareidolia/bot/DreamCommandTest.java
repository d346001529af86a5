package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a person types it; the network is a {@link StandInStudio}. */
class DreamCommandTest {
    private static final String USUAL = "network=inception-v3 layer=mixed4#341,318,308,354+mixed5#134,178"
            + " octaves=1 scale=1.4 steps=12 step=1.5 smooth=4 size=40 seed=7";

    @TempDir
    Path folder;

    private Shell shell;
    private Path cat;

    @BeforeEach
    void takePhoto() {
        shell = new Shell(folder.resolve("networks"));
        cat = photo("cat.png");
    }

    private Path photo(String name) {
        float[] planes = new float[3 * 30 * 40];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i * 37 % 256;
        }
        Path file = folder.resolve(name);
        PictureWriter.write(new Picture(40, 30, planes), file, Optional.empty());
        return file;
    }

    private int dream(String... words) {
        return shell.type(
                Stream.concat(Stream.of("dream"), Arrays.stream(words)).toArray(String[]::new));
    }

    private Optional<String> stamp(String name) {
        return new PictureReader(PictureLimits.USUAL).read(folder.resolve(name)).stamp();
    }

    @Test
    void aPhotoAloneIsEnough() {
        assertThat(dream(cat.toString())).isZero();
        assertThat(shell.out().lines())
                .containsExactly(folder.resolve("cat-dream.png").toString(), USUAL);
        assertThat(stamp("cat-dream.png"))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("recipe=1 network=inception-v3")
                        .endsWith("preprocess=tf sha256=0123456789ab"));
        assertThat(dream(cat.toString())).isZero();
        assertThat(shell.out()).contains("cat-dream-2.png");
    }

    @Test
    void onATerminalProgressIsABarAndTheLastLineIsAdvice() {
        shell.watched();
        assertThat(dream(cat.toString(), "octaves=5")).isZero();
        assertThat(shell.err()).contains("\r", "░", "octave 5 of").endsWith("There are better dreams.\n");
        assertThat(shell.out()).doesNotContain("\r", "better dreams");
    }

    @Test
    void elsewhereProgressIsWholeLines() {
        assertThat(dream(cat.toString(), "octaves=5")).isZero();
        assertThat(shell.err()).contains("cat.png: octave 2 of ").doesNotContain("\r", "\u001B", "better dreams");
    }

    @Test
    void wordsOfTheRecipeStandAnywhere() {
        assertThat(dream("shells", cat.toString(), "octaves=1", "stronger", "size=32"))
                .isZero();
        assertThat(shell.out())
                .contains("layer=mixed4#275 octaves=1 scale=1.4 steps=12 step=2.25")
                .contains("size=32");
    }

    @Test
    void likeRepeatsTheRecipeOfADream() throws IOException {
        dream(cat.toString(), "shells", "octaves=1", "seed=99");
        Path dog = photo("dog.png");
        assertThat(dream(
                        dog.toString(),
                        "--like",
                        folder.resolve("cat-dream.png").toString(),
                        "steps=3"))
                .isZero();
        assertThat(shell.out()).contains("dog-dream.png", "layer=mixed4#275 octaves=1", "steps=3", "seed=99");
        assertThat(dream(dog.toString(), "--like", cat.toString())).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().startsWith("There is no recipe inside " + cat);
    }

    @Test
    void anotherLookBesideLikeIsThatLook() {
        dream(cat.toString(), "shells", "octaves=1", "seed=99", "strength=0.5");
        String dreamed = folder.resolve("cat-dream.png").toString();
        assertThat(dream(cat.toString(), "--like", dreamed, "eyes")).isZero();
        assertThat(shell.out()).contains("layer=mixed5#178", "seed=99 strength=0.5");
    }

    @Test
    void deeperGoesOnFromADreamWithANewSeed() {
        dream(cat.toString(), "shells", "octaves=1", "seed=99");
        assertThat(dream(folder.resolve("cat-dream.png").toString(), "deeper")).isZero();
        assertThat(shell.out()).contains("cat-dream-dream.png", "layer=mixed4#275 octaves=1", "seed=7");
    }

    @Test
    void theFilmstripStandsBesideTheDream() throws IOException {
        assertThat(dream(cat.toString(), "--filmstrip")).isZero();
        assertThat(shell.out().lines())
                .startsWith(
                        folder.resolve("cat-dream.png").toString(),
                        folder.resolve("cat-dream-filmstrip.png").toString());
        assertThat(folder.resolve("cat-dream-filmstrip.png")).isNotEmptyFile();
        assertThat(stamp("cat-dream-filmstrip.png")).isEqualTo(stamp("cat-dream.png"));
        assertThat(dream(
                        cat.toString(),
                        "--filmstrip",
                        "--json",
                        "-o",
                        folder.resolve("mine.jpg").toString()))
                .isZero();
        assertThat(new ObjectMapper().readTree(shell.out()).get("filmstrip").asText())
                .isEqualTo(folder.resolve("mine-filmstrip.jpg").toString());
        assertThat(folder.resolve("mine-filmstrip.jpg")).isNotEmptyFile();
    }

    @Test
    void aQuestionMarkForALookGivesASheetOfEight() throws IOException {
        assertThat(dream(cat.toString(), "look=?", "colour=keep", "--json")).isZero();
        JsonNode sheet = new ObjectMapper().readTree(shell.out());
        assertThat(sheet.get("result").asText())
                .isEqualTo(folder.resolve("cat-dream-looks.png").toString());
        assertThat(sheet.get("looks")).hasSize(8);
        assertThat(sheet.get("looks").get(1).get("words").asText()).isEqualTo("eyes colour=keep");
        assertThat(sheet.get("looks").get(1).get("recipe").asText()).contains("layer=mixed5#178", "colour=keep");
        assertThat(new PictureReader(PictureLimits.USUAL)
                        .read(folder.resolve("cat-dream-looks.png"))
                        .picture()
                        .width())
                .isEqualTo(sheet.get("width").asInt());
        assertThat(dream(cat.toString(), "look=?")).isZero();
        assertThat(shell.out().lines())
                .containsExactly(folder.resolve("cat-dream-looks-2.png").toString());
        assertThat(shell.err()).endsWith("as in: pareidolia dream " + cat + " puppyslug\n");
    }

    @Test
    void aFolderIsDreamedPictureByPictureAndFailuresComeLast() throws IOException {
        Files.writeString(folder.resolve("broken.jpg"), "no picture");
        Files.writeString(folder.resolve("notes.txt"), "no photo");
        photo("dog.webp");
        assertThat(dream(
                        folder.toString(),
                        "octaves=1",
                        "-o",
                        folder.resolve("out").toString()))
                .isEqualTo(2);
        assertThat(shell.out().lines().filter(line -> line.contains("dream")))
                .containsExactly(
                        folder.resolve("out/cat-dream.png").toString(),
                        folder.resolve("out/dog-dream.png").toString());
        List<String> said = shell.said();
        assertThat(said.get(said.size() - 2)).isEqualTo("1 of 3 photos could not be dreamed:");
        assertThat(said.get(said.size() - 1))
                .startsWith("  " + folder.resolve("broken.jpg") + ": broken.jpg is no picture");
    }

    @Test
    void jsonIsOneObjectToALine() throws IOException {
        assertThat(dream(cat.toString(), folder.resolve("gone.png").toString(), "octaves=1", "--json"))
                .isEqualTo(2);
        List<String> lines = shell.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode dreamed = new ObjectMapper().readTree(lines.get(0));
        assertThat(dreamed.fieldNames())
                .toIterable()
                .containsExactly(
                        "source",
                        "result",
                        "recipe",
                        "network",
                        "sha256",
                        "width",
                        "height",
                        "seconds",
                        "objective",
                        "remarks");
        assertThat(dreamed.get("source").asText()).isEqualTo(cat.toString());
        assertThat(dreamed.get("width").asInt()).isEqualTo(40);
        assertThat(dreamed.get("sha256").asText()).isEqualTo(StandInStudio.SHA256);
        JsonNode failed = new ObjectMapper().readTree(lines.get(1));
        assertThat(failed.fieldNames()).toIterable().containsExactly("source", "error");
        assertThat(failed.get("error").asText()).contains("gone.png is not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAT pupyslug | There is no look pupyslug. Did you mean puppyslug",
                "CAT octave=3 | There is no key \"octave\". Did you mean octaves",
                "CAT octaves=99 | octaves=99 does not work: octaves is a whole number from 1 to 12.",
                "CAT --octaves=3 | There is no option --octaves; in a recipe",
                "CAT --ntework x | There is no option --ntework. Did you mean --network",
                "CAT --network | --network needs a value, as in --network NAME|FILE.",
                "CAT --device gpu | There is no device \"gpu\".",
                "CAT --preprocess cafe | There is no pre-processing \"cafe\". Did you mean caffe",
                "CAT -o x.gif | The name x.gif must end in .png, .jpg, .webp or .npy",
                "CAT --json --json | Say --json once.",
                "CAT --network a network=b | Say the network once: --network or network=.",
                "eyes | Which photo? As in: pareidolia dream cat.jpg eyes",
                "nowhere/dog.jpg | nowhere/dog.jpg is not there.",
                "CAT temples | The look temples is for googlenet, which is not here yet",
            })
    void mistakesGetOneSentenceAndNothingIsWritten(String line, String sentence) throws IOException {
        String[] words = Arrays.stream(line.split(" "))
                .map(word -> word.equals("CAT") ? cat.toString() : word)
                .toArray(String[]::new);
        assertThat(dream(words)).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.said()).singleElement().asString().startsWith(sentence);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(cat);
        }
    }
}
