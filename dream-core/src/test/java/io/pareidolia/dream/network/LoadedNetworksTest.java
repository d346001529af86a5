package io.pareidolia.dream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.MadeNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedNetworksTest {
    @TempDir
    Path path;

    private final List<NetworkCard> cards = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void bringThreeNetworks() throws IOException {
        bring("one", MadeNetworks.small());
        bring("two", MadeNetworks.smallOfOneWeight());
        bring("three", MadeNetworks.dense());
    }

    private void bring(String name, byte[] file) throws IOException {
        NetworkCard card = NetworkFolderTest.card(name, file);
        cards.add(card);
        Files.write(new NetworkFolder(path).of(card), file);
    }

    private LoadedNetworks networks(long bytes) {
        return new LoadedNetworks(
                new Catalogue(cards),
                new NetworkFolder(path),
                Optional.empty(),
                bytes,
                network -> told.add(network.name()));
    }

    @Test
    void whatFitsIsLoadedOnce() {
        LoadedNetworks networks = networks(1L << 30);
        Network first = networks.named("one");
        networks.named("two");
        assertThat(networks.named("one")).isSameAs(first);
        assertThat(first.name()).isEqualTo("one");
        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void whatIsUsedLeastMakesRoom() {
        long one = networks(1L << 30).named("one").graph().bytes();
        assertThat(one).isGreaterThan(10_000);
        told.clear();
        LoadedNetworks networks = networks(one + (one >> 2));
        Network used = networks.named("one");
        for (int i = 0; i < 20; i++) {
            assertThat(networks.named("one")).isSameAs(used);
        }
        assertThat(networks.named("two").name()).isEqualTo("two");
        assertThat(networks.named("one")).isSameAs(used);
        networks.named("two");
        assertThat(told).containsExactly("one", "two", "two");
    }

    @Test
    void whatIsLargerThanAllRoomIsStillLoadedOnceWhileNoOtherIsWanted() {
        LoadedNetworks networks = networks(2_000);
        Network large = networks.named("one");
        assertThat(networks.named("one")).isSameAs(large);
        networks.named("two");
        networks.named("one");
        assertThat(told).containsExactly("one", "two", "one");
    }

    @Test
    void whatCannotBeLoadedIsASentenceEachTime() throws IOException {
        LoadedNetworks networks = networks(1L << 30);
        Files.write(new NetworkFolder(path).of(cards.get(0)), new byte[3]);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> networks.named("one"))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("its size or SHA-256 differs");
            assertThatThrownBy(() -> networks.named("../one"))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("There is no network called");
        }
        assertThat(told).isEmpty();
    }
}
