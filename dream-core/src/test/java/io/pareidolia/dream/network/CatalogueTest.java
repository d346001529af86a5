package io.pareidolia.dream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final String ENTRY = "- name: x\n  description: d\n  addresses: [https://a.example/x.onnx]\n"
            + "  bytes: 5\n  sha256: " + "ab".repeat(32) + "\n  licence: MIT\n  preprocess: caffe\n";

    @TempDir
    Path folder;

    @Test
    void theBundledOneHasTheZooAndTheProgramsOwnNetwork() {
        Catalogue catalogue = Catalogue.bundled();
        assertThat(catalogue.names())
                .containsExactly(
                        "inception-v3",
                        "googlenet",
                        "inception-v1",
                        "inception-v2",
                        "squeezenet",
                        "resnet50-v2",
                        "vgg19",
                        "mobilenet-v2",
                        "densenet-121");
        assertThat(catalogue.all())
                .filteredOn(card -> !card.name().equals("inception-v3"))
                .allSatisfy(card -> assertThat(card.addresses())
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(address -> assertThat(address).hasScheme("https")));
    }

    @Test
    void theCardOfTheBundledNetworkIsThatOfItsFile() {
        NetworkCard card = Catalogue.bundled().require("inception-v3");
        NetworkFolder folder = new NetworkFolder(this.folder);
        assertThat(folder.bundles(card)).isTrue();
        assertThat(Sha256.of(folder.read(card))).isEqualTo(card.sha256());
        assertThat(card.preprocess()).isEqualTo(Preprocessing.TF);
    }

    @Test
    void cardsAreFoundByNameAndHash() {
        Catalogue catalogue = Catalogue.bundled();
        NetworkCard googlenet = catalogue.require("googlenet");
        assertThat(googlenet.layer()).contains("inception_4c");
        assertThat(catalogue.ofHash(googlenet.sha256().toUpperCase(java.util.Locale.ROOT)))
                .contains(googlenet);
        assertThat(catalogue.ofHash("00".repeat(32))).isEmpty();
        assertThatThrownBy(() -> catalogue.require("googlnet"))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("Did you mean googlenet");
    }

    @Test
    void anEntryMayLeaveOutAliasesLayerAndLook() throws IOException {
        NetworkCard card = load("networks:\n" + ENTRY).require("x");
        assertThat(card.aliases()).isEmpty();
        assertThat(card.layer()).isEmpty();
        assertThat(card.look()).isEqualTo(Optional.empty());
        assertThat(load("networks:\n" + ENTRY + "  aliases: {eyes: r7}\n")
                        .require("x")
                        .aliases())
                .isEqualTo(Map.of("eyes", "r7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "licence: MIT | license: MIT | line 7: there is no \"license\" here. Did you mean licence",
                "bytes: 5 | bytes: many | line 5",
                "bytes: 5 | bytes: 5.5 | line 5",
                "bytes: 5 | bytes: 0 | Network x: The network x has 0 bytes",
                "description: d | bytes: 3 | line",
                "sha256: abab | sha256: ABab | is not 64 lower-case",
                "caffe | cafe | There is no pre-processing \"cafe\". Did you mean caffe",
                "https://a.example | ftp://a.example | neither http nor https",
                "[https://a.example/x.onnx] | ['::'] | is no address",
                "name: x | name: ../x | no name for a network",
                "licence: MIT | | needs name, description, addresses",
            })
    void mistakesAreSaidWithTheFile(String right, String wrong, String sentence) throws IOException {
        String yaml = "networks:\n" + ENTRY.replace(right, wrong == null ? "" : wrong);
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining(sentence);
    }

    @Test
    void aNameAndAHashAreGivenOnce() {
        assertThatThrownBy(() -> load("networks:\n" + ENTRY + ENTRY)).hasMessageContaining("two networks called x");
        assertThatThrownBy(() -> load("networks:\n" + ENTRY + ENTRY.replace("name: x", "name: y")))
                .hasMessageContaining("same sha256");
    }

    @ParameterizedTest
    @CsvSource({"''", "networks:", "networks: []", "networks: [null]", "[1]", "{", "networks: 3"})
    void filesThatAreNone(String yaml) {
        assertThatThrownBy(() -> load(yaml)).isInstanceOf(DreamException.class).hasMessageContaining("mine.yaml");
        assertThatThrownBy(() -> Catalogue.load(folder.resolve("nowhere.yaml"))).isInstanceOf(DreamException.class);
    }

    private Catalogue load(String yaml) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, yaml);
        return Catalogue.load(file);
    }
}
