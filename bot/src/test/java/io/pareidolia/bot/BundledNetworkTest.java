package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person types it, with the network that comes with it; small pictures. */
class BundledNetworkTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;

    @TempDir
    Path folder;

    private Shell shell;
    private Path cat;

    @BeforeEach
    void takePhoto() {
        shell = Shell.real(folder.resolve("networks"));
        cat = folder.resolve("cat.png");
        PictureWriter.write(photo(WIDTH, HEIGHT), cat, Optional.empty());
    }

    /** Hills and stripes. */
    static Picture photo(int width, int height) {
        float[] planes = new float[3 * width * height];
        for (int i = 0; i < planes.length; i++) {
            int y = i / width % height;
            int x = i % width;
            int plane = i / width / height;
            double hill = 60 * Math.sin(0.1 * x + plane) * Math.cos(0.07 * y);
            planes[i] = (float) (120 + hill + ((x + 2 * y) / 9 % 2 == 0 ? 30 : -30));
        }
        return new Picture(width, height, planes);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Picture picture(String name) {
        return new PictureReader(PictureLimits.USUAL).read(file(name)).picture();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(shell.out());
    }

    @Test
    void thePhotoAloneGivesADreamThatTellsItsWholeRecipe() throws IOException {
        assertThat(shell.type("dream", cat.toString())).isZero();
        String inside = Files.readString(file("cat-dream.png"), StandardCharsets.ISO_8859_1);
        assertThat(inside).contains("made with Pareidolia: recipe=1 network=inception-v3 layer=");
        String stamp = new PictureReader(PictureLimits.USUAL)
                .read(file("cat-dream.png"))
                .stamp()
                .orElseThrow();
        assertThat(RecipeText.parse(stamp).values().keySet())
                .containsExactlyElementsOf(RecipeKey.all().stream()
                        .filter(key -> key != RecipeKey.LOOK)
                        .toList());
        assertThat(stamp).endsWith("sha256=c7fc664b0a4e");
        assertThat(picture("cat-dream.png").size()).isEqualTo(picture("cat.png").size());
    }

    /** With a seed, since dreams of so small a photo differ: one in some fifty changes it by less. */
    @Test
    void theUsualDreamIsSeen() throws IOException {
        assertThat(shell.type("dream", cat.toString(), "seed=5")).isZero();
        Picture dream = picture("cat-dream.png");
        Picture photo = picture("cat.png");
        double change = 0;
        for (int i = 0; i < dream.planes().length; i++) {
            change += Math.abs(dream.planes()[i] - photo.planes()[i]) / dream.planes().length;
        }
        assertThat(change).as("mean change in grey levels").isBetween(8.0, 120.0);
    }

    @Test
    void theRecipeInsideADreamGivesTheSameBytesAgain() throws IOException {
        shell.type("dream", cat.toString(), "steps=2", "seed=5");
        byte[] first = Files.readAllBytes(file("cat-dream.png"));
        assertThat(shell.type(
                        "dream", cat.toString(), "--like", file("cat-dream.png").toString()))
                .isZero();
        assertThat(file("cat-dream-2.png")).hasBinaryContent(first);
        shell.type(
                "dream",
                cat.toString(),
                "steps=2",
                "seed=6",
                "-o",
                file("other.png").toString());
        assertThat(Files.readAllBytes(file("other.png"))).isNotEqualTo(first);
    }

    @Test
    void jsonTellsWhatWasDreamed() throws IOException {
        assertThat(shell.type("dream", cat.toString(), "maze", "steps=1", "seed=1", "--filmstrip", "--json"))
                .isZero();
        assertThat(shell.out().lines()).hasSize(1);
        JsonNode dreamed = json();
        assertThat(dreamed.get("recipe").asText())
                .startsWith("network=inception-v3 layer=mixed4#")
                .contains(" steps=1 ", " size=" + WIDTH + " seed=1");
        assertThat(dreamed.get("sha256").asText())
                .isEqualTo("c7fc664b0a4ee0f1e49d9326462cdef7719a437d949851bab8c450ee7b3d4861");
        assertThat(dreamed.get("objective").asDouble()).isPositive();
        assertThat(picture("cat-dream-filmstrip.png").width()).isGreaterThan(2 * WIDTH);
    }

    @Test
    void theSamplerShowsEightLooks() throws IOException {
        assertThat(shell.type("dream", cat.toString(), "look=?", "--json")).isZero();
        assertThat(json().get("looks")).hasSize(8);
        assertThat(json().get("remarks").toString()).doesNotContain("failed");
        Picture sheet = picture("cat-dream-looks.png");
        assertThat(sheet.width()).isGreaterThan(3 * WIDTH);
        assertThat(sheet.height()).isGreaterThan(3 * HEIGHT);
    }

    @Test
    void anAtlasOfFourChannelsTellsTheDeadOne() {
        Path atlas = file("atlas.png");
        assertThat(shell.type(
                        "networks",
                        "atlas",
                        "inception-v3",
                        "--layer",
                        "mixed4",
                        "--channels",
                        "0-6:2",
                        "size=160",
                        "steps=2",
                        "octaves=1",
                        "-o",
                        atlas.toString()))
                .isZero();
        assertThat(shell.out().lines()).containsExactly(atlas.toString());
        assertThat(shell.said()).contains("1 of 4 are dead, with a gradient of zero everywhere: mixed4#2");
        assertThat(picture("atlas.png").width()).isGreaterThan(320);
    }

    @Test
    void aNumPyFileHasTheNumbersAsTheyAre() throws IOException {
        assertThat(shell.type(
                        "dream",
                        cat.toString(),
                        "steps=1",
                        "seed=1",
                        "-o",
                        file("cat.npy").toString()))
                .isZero();
        byte[] bytes = Files.readAllBytes(file("cat.npy"));
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = 10 + numbers.getShort(8);
        assertThat(new String(bytes, 10, header - 10, StandardCharsets.US_ASCII))
                .contains("'descr': '<f4'", "'fortran_order': False", "'shape': (" + HEIGHT + ", " + WIDTH + ", 3)");
        assertThat(bytes).hasSize(header + 4 * 3 * WIDTH * HEIGHT);
        int between = 0;
        for (int at = header; at < bytes.length; at += 4) {
            float value = numbers.getFloat(at);
            assertThat(value).isBetween(0f, 255f);
            between += value == Math.rint(value) ? 0 : 1;
        }
        assertThat(between).isGreaterThan(WIDTH * HEIGHT);
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsWritten() {
        assertThat(shell.type("dream", cat.toString(), "layer=mixd4")).isEqualTo(2);
        assertThat(shell.said().get(shell.said().size() - 1)).contains("no layer \"mixd4\". Did you mean mixed4");
        assertThat(shell.type("dream", cat.toString(), "size=8192", "octaves=12", "--device", "cuda:99"))
                .isEqualTo(1);
        assertThat(shell.said().get(shell.said().size() - 1)).startsWith("The device cuda:99 cannot be used: ");
        assertThat(file("cat-dream.png")).doesNotExist();
    }

    @Test
    void onATerminalTheLastLineTellsHowToGetTheClassic() {
        shell.watched();
        assertThat(shell.type("dream", cat.toString(), "steps=1", "octaves=1")).isZero();
        List<String> said = shell.said();
        assertThat(said.get(said.size() - 1))
                .endsWith("The classic of 2015 dreams better still: pareidolia networks fetch googlenet");
    }

    @Test
    void whatAFileIsTakenToSeeStandsInTheRecipeAndIsTakenUpAgain() throws IOException {
        String net = TinyNetwork.write(file("net.onnx"), "Relu").toString();
        String first = file("a.png").toString();
        String again = file("b.png").toString();
        assertThat(shell.type(
                        "dream",
                        cat.toString(),
                        "layer=last",
                        "steps=2",
                        "octaves=1",
                        "--network",
                        net,
                        "--preprocess",
                        "none",
                        "-o",
                        first))
                .isZero();
        assertThat(shell.out()).contains(" preprocess=none");
        assertThat(shell.type("dream", cat.toString(), "--like", first, "--network", net, "-o", again))
                .isZero();
        assertThat(file("b.png")).hasSameBinaryContentAs(file("a.png"));
    }

    @Test
    void anotherNetworkBesideLikeSeesInItsOwnWay() throws IOException {
        String net = TinyNetwork.write(file("net.onnx"), "Relu").toString();
        String first = file("a.png").toString();
        assertThat(shell.type("dream", cat.toString(), "layer=mixed0", "steps=1", "octaves=1", "-o", first))
                .isZero();
        String second = file("b.png").toString();
        assertThat(shell.type("dream", cat.toString(), "--like", first, "--network", net, "layer=last", "-o", second))
                .isZero();
        assertThat(shell.out()).contains("network=net.onnx", " preprocess=torch");
    }

    @Test
    void benchMeasuresWhatItSays() throws IOException {
        assertThat(shell.type("bench", "--layer", "mixed0", "--size", "64x48", "--json"))
                .isZero();
        JsonNode report = json();
        JsonNode step = report.get("steps").get(0);
        assertThat(step.get("width").asInt()).isEqualTo(64);
        assertThat(step.get("gradientToForward").asDouble())
                .isCloseTo(
                        step.get("gradientMs").asDouble()
                                / step.get("forwardMs").asDouble(),
                        within(1e-9))
                .isGreaterThan(1);
        assertThat(step.get("shareOfMatrix").asDouble()).isBetween(0.001, 1.0);
        assertThat(report.get("matrixGflops").asDouble()).isGreaterThan(1);
        JsonNode dream = report.get("dream");
        assertThat(dream.get("seconds").asDouble())
                .isGreaterThan(dream.get("stepSeconds").asDouble());
    }
}
