package io.pareidolia.bot.worker;

import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkGradient;
import io.pareidolia.dream.NetworksAtHand;
import io.pareidolia.dream.RecipeResolver;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.WarmGradient;
import io.pareidolia.dream.content.ContentClassifier;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.LoadedNetworks;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The device of a dreamer child with its networks; they stay warm from job to job. Used by one thread at a time. */
final class DreamerStudio {
    private final Device device;
    private final DreamCaps caps;
    private final LoadedNetworks loaded;
    private final NetworksAtHand atHand;
    private final WarmGradient warm;

    /**
     * @param device cpu or cuda, no longer auto
     * @param threads processor threads, 1 or more
     * @param caps what fits here; half of the heap is for networks
     * @param told hears of every network that was loaded
     */
    DreamerStudio(
            Catalogue catalogue,
            NetworkFolder folder,
            Looks looks,
            Device device,
            int threads,
            DreamCaps caps,
            Consumer<Network> told) {
        this.device = device;
        this.caps = caps;
        loaded = new LoadedNetworks(
                catalogue, folder, Optional.empty(), Runtime.getRuntime().maxMemory() / 2, told);
        atHand = new NetworksAtHand(catalogue, folder, looks, loaded::named);
        warm = new WarmGradient(device, threads, caps.gradientBytes());
    }

    Device device() {
        return device;
    }

    /** What a dream may cost here. */
    DreamCaps caps() {
        return caps;
    }

    /** The networks that are here, the default one first. */
    List<NetworkCard> networks() {
        return atHand.cards();
    }

    /** Makes the recipe of this wish. */
    RecipeResolver resolver(RecipeWish wish) {
        return atHand.resolver(wish);
    }

    /** The network of that name, loaded now if need be. */
    Network network(String name) {
        return loaded.named(name);
    }

    /** Opens the content classifier on the processor, with the default network if that is the one that it needs. */
    ContentClassifier classifier(int threads) {
        NetworkCard usual = networks().get(0);
        return usual.sha256().equals(ContentClassifier.network().sha256())
                ? ContentClassifier.open(network(usual.name()), Device.CPU, threads)
                : ContentClassifier.open(Device.CPU, threads);
    }

    /** What makes the network dream these layers; valid until the next call. */
    NetworkGradient gradient(Network network, LayerExpression layers) {
        return warm.of(network, layers);
    }

    /** Ends the gradient that is under way. From any thread. */
    void stop() {
        warm.stop();
    }
}
