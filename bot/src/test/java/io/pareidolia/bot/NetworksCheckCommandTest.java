package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look into a network, on real files; the check in a real process of its own. */
class NetworksCheckCommandTest {
    @TempDir
    Path folder;

    private Shell shell() {
        return new Shell(folder);
    }

    @Test
    void aRightNetworkHoldsLayerByLayer() throws IOException {
        Shell shell = shell();
        Path file = TinyNetwork.write(folder.resolve("a tiny one.onnx"), "Sigmoid");
        assertThat(shell.type("networks", "check", file.toString())).isZero();
        assertThat(shell.out().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).containsPattern("^[a-z/]+: held, [0-9.]+ % off$"));
        assertThat(shell.out()).contains("block: held", "between: held", "last: held");
        assertThat(shell.said())
                .first()
                .asString()
                .contains("a tiny one.onnx is no network of the catalogue", "its pre-processing is taken to be torch");
        assertThat(shell.said())
                .last()
                .asString()
                .containsPattern("^[0-9]+ different nodes and 4 layers of a tiny one.onnx were checked on cpu in "
                        + "[0-9]+ s: all hold\\.$");
    }

    @Test
    void anUnsupportedOperatorIsOneSentence() throws IOException {
        Shell shell = shell();
        Path file = TinyNetwork.write(folder.resolve("strange.onnx"), "Erf");
        assertThat(shell.type("networks", "check", file.toString())).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.said())
                .last()
                .asString()
                .startsWith("The network strange.onnx cannot dream that deep: its node node of between (Erf)")
                .endsWith("the deepest layers that can be dreamed without it are block/relu, block/pool.");
    }

    @Test
    void whatIsNoNetworkIsOneSentence() {
        Shell shell = shell();
        assertThat(shell.type("networks", "check", "pom.xml")).isEqualTo(2);
        assertThat(shell.said()).containsExactly("pom.xml is no ONNX file, or a damaged one; download it again.");
        assertThat(shell.type("networks", "check", "gogglenet")).isEqualTo(2);
        assertThat(shell.said()).hasSize(1).first().asString().contains("Did you mean googlenet");
    }

    @Test
    void layersAreListedByTheNameToType() throws IOException {
        Shell shell = shell();
        Path file = TinyNetwork.write(folder.resolve("tiny.onnx"), "Sigmoid");
        assertThat(shell.type("networks", "layers", file.toString())).isZero();
        assertThat(shell.out().lines().map(String::strip))
                .containsExactly(
                        "block/relu  4 channels of 14×14  every pixel",
                        "block       4 channels of 7×7    every 2 pixels",
                        "between     4 channels of 7×7    every 2 pixels",
                        "last        4 channels of 3×3    every 4 pixels");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void aWordIsSaidOnLayersThatCannotBeDreamed() throws IOException {
        Shell shell = shell();
        Path file = TinyNetwork.write(folder.resolve("strange.onnx"), "Erf");
        assertThat(shell.type("networks", "layers", file.toString())).isZero();
        assertThat(shell.out().lines()).hasSize(2);
        assertThat(shell.said()).hasSize(1).first().asString().contains("cannot dream that deep", "Erf");
    }
}
