package io.pareidolia.bot;

import io.pareidolia.dream.Benchmark;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkChoice;
import io.pareidolia.dream.NetworksAtHand;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeResolver;
import io.pareidolia.dream.WarmGradient;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.LoadedNetworks;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The networks of the catalogue that are here, and the one file that a command line may name. */
final class NetworkStudio implements Studio {
    private final StudioWish wish;
    private final Catalogue catalogue;
    private final NetworkFolder folder;
    private final LoadedNetworks loaded;
    private final NetworksAtHand atHand;
    private final Optional<Network> file;
    private @Nullable Device device;
    private volatile @Nullable WarmGradient warm;

    NetworkStudio(StudioWish wish, Catalogue catalogue, NetworkFolder folder, Looks looks) {
        this.wish = wish;
        this.catalogue = catalogue;
        this.folder = folder;
        this.loaded = new LoadedNetworks(
                catalogue, folder, wish.preprocessing(), Runtime.getRuntime().maxMemory() / 2, network -> {});
        this.atHand = new NetworksAtHand(catalogue, folder, looks, loaded::named);
        this.file = wish.network()
                .filter(name -> catalogue.named(name).isEmpty())
                .map(said -> Network.file(said, catalogue, wish.preprocessing()));
    }

    @Override
    public Optional<NetworkChoice> asked() {
        return file.map(NetworkStudio::fileChoice).or(() -> wish.network().map(this::network));
    }

    private static NetworkChoice fileChoice(Network network) {
        return new NetworkChoice(
                network.name(), network.kin(), network.sha256(), LayerExpression.of(network.layer()), Optional.empty());
    }

    @Override
    public List<String> remarks() {
        return file.map(Network::remarks).orElse(List.of());
    }

    @Override
    public RecipeResolver resolver() {
        return atHand.resolver(file.map(NetworkStudio::fileChoice));
    }

    @Override
    public NetworkChoice network(String name) {
        return file.filter(network -> network.name().equals(name))
                .map(NetworkStudio::fileChoice)
                .orElseGet(() -> atHand.choice(catalogue.require(name)));
    }

    private Network load(String name) {
        return file.filter(network -> network.name().equals(name)).orElseGet(() -> loaded.named(name));
    }

    @Override
    public Preprocessing preprocessing(String network) {
        return load(network).preprocessing();
    }

    @Override
    public boolean knows(String network, Preprocessing preprocessing) {
        return load(network).card().map(NetworkCard::preprocess).equals(Optional.of(preprocessing));
    }

    @Override
    public List<String> layers(String network) {
        return load(network).graph().layers();
    }

    @Override
    public int channels(String network, String layer) {
        Network known = load(network);
        long[] shape = known.graph().shape(known.tensor(layer));
        return shape.length < 2 ? 1 : (int) shape[1];
    }

    @Override
    public GradientSource gradients(Recipe recipe) {
        WarmGradient known = warm;
        if (known == null) {
            known = new WarmGradient(device(), Runtime.getRuntime().availableProcessors(), caps().gradientBytes());
            warm = known;
        }
        return known.of(load(recipe.network()), recipe.layer());
    }

    @Override
    public Benchmark benchmark(Recipe recipe, int threads) {
        return new Benchmark(load(recipe.network()), recipe.layer(), device(), threads);
    }

    private Device device() {
        Device known = device;
        if (known == null) {
            known = wish.device().chosen();
            device = known;
        }
        return known;
    }

    @Override
    public DreamCaps caps() {
        return DreamCaps.ofMachine();
    }

    @Override
    public Optional<String> advice() {
        return wish.network().isPresent() || !folder.bundles(folder.usual(catalogue))
                ? Optional.empty()
                : Optional.of("The classic of 2015 dreams better still: pareidolia networks fetch googlenet");
    }

    @Override
    public void stop() {
        WarmGradient known = warm;
        if (known != null) {
            known.stop();
        }
    }

    @Override
    public void close() {
        WarmGradient known = warm;
        if (known != null) {
            known.close();
        }
    }
}
