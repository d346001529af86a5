package io.pareidolia.dream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.machine.StandardFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFolderTest {
    @TempDir
    Path path;

    @Test
    void theClassicDreamsOnceItIsHereAndTheBundledOneUntilThen() throws IOException {
        byte[] file = {1, 2, 3};
        NetworkFolder folder = new NetworkFolder(path);
        NetworkCard bundled = Catalogue.bundled().require("inception-v3");
        NetworkCard classic = card("googlenet", file);
        Catalogue catalogue = new Catalogue(List.of(classic, bundled));

        assertThat(folder.usual(catalogue)).isEqualTo(bundled);
        Files.write(folder.of(classic), new byte[] {1, 2});
        assertThat(folder.usual(catalogue)).isEqualTo(bundled);
        Files.write(folder.of(classic), file);
        assertThat(folder.usual(catalogue)).isEqualTo(classic);
        assertThat(folder.read(classic)).isEqualTo(file);
    }

    @Test
    void aFilePutThereByHandIsCheckedWhenRead() throws IOException {
        NetworkFolder folder = new NetworkFolder(path);
        NetworkCard card = card("mine", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> folder.read(card))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("networks fetch mine");
        Files.write(folder.of(card), new byte[] {1, 2, 4});
        assertThat(folder.has(card)).isTrue();
        assertThatThrownBy(() -> folder.read(card))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining(folder.of(card).toString());
    }

    @Test
    void withNothingHereItSaysHowToGetSomething() {
        Catalogue catalogue = new Catalogue(List.of(card("mine", new byte[] {1})));
        assertThatThrownBy(() -> new NetworkFolder(path).usual(catalogue)).hasMessageContaining("networks fetch");
    }

    @Test
    void theEnvironmentDecidesWhere() {
        assertThat(NetworkFolder.standard(Map.of("PAREIDOLIA_NETWORKS", "/n")).path())
                .isEqualTo(Path.of("/n"));
        assertThat(NetworkFolder.standard(Map.of("XDG_DATA_HOME", "/d")).path())
                .isEqualTo(Path.of("/d/pareidolia/networks"));
        assertThat(NetworkFolder.standard(Map.of("XDG_DATA_HOME", "relative")).path())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/pareidolia/networks"));
        assertThat(StandardFolders.cache(Map.of("XDG_CACHE_HOME", "/c"))).isEqualTo(Path.of("/c/pareidolia"));
    }

    static NetworkCard card(String name, byte[] file) {
        return new NetworkCard(
                name,
                "d",
                List.of(),
                file.length,
                Sha256.of(file),
                "MIT",
                Preprocessing.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }
}
