package io.pareidolia.dream.network;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.dream.graph.Preprocessing;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Networks of the catalogue that were loaded: checked against their hash, parsed and folded. They stay in memory as long
 * as all of them fit a budget; then those that were used least make room. The one that was asked for last stays even if it
 * is larger than that: otherwise every dream on a small heap would load it anew. Any thread may use it.
 */
public final class LoadedNetworks {
    private final Catalogue catalogue;
    private final NetworkFolder folder;
    private final Optional<Preprocessing> preprocessing;
    private final Consumer<Network> told;
    private final Cache<String, Network> networks;
    private volatile @Nullable Named latest;

    private record Named(String name, Network network) {}

    /**
     * @param preprocessing what all of them were trained to see, if somebody knows better than the catalogue
     * @param bytes of the Java heap that they may take together; the one that is asked for is loaded in any case
     * @param told hears of every network that was loaded, before it is given out
     */
    public LoadedNetworks(
            Catalogue catalogue,
            NetworkFolder folder,
            Optional<Preprocessing> preprocessing,
            long bytes,
            Consumer<Network> told) {
        this.catalogue = catalogue;
        this.folder = folder;
        this.preprocessing = preprocessing;
        this.told = told;
        this.networks = Caffeine.newBuilder()
                .maximumWeight(bytes >> 10)
                .weigher((String name, Network network) ->
                        (int) Math.min(network.graph().bytes() >> 10, Integer.MAX_VALUE))
                .executor(Runnable::run) // whoever loads the next one waits until the last one is forgotten
                .build();
    }

    /**
     * The network of that name, loaded now if need be, which may take seconds.
     *
     * @throws io.pareidolia.dream.failure.DreamException with one sentence if there is none, or if its file is not here,
     *     cannot be read or is another file
     */
    public Network named(String name) {
        Network network = networks.get(name, this::loadUnlessLatest);
        latest = new Named(name, network);
        return network;
    }

    private Network loadUnlessLatest(String name) {
        Named last = latest;
        return last != null && last.name.equals(name) ? last.network : load(name);
    }

    private Network load(String name) {
        NetworkCard card = catalogue.require(name);
        Network network = Network.of(card, folder.read(card), preprocessing);
        told.accept(network);
        return network;
    }
}
