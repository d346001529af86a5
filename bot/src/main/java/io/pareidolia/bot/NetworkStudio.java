package io.pareidolia.bot;

import io.pareidolia.dream.Benchmark;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkChoice;
import io.pareidolia.dream.NetworkGradient;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeResolver;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The networks of the catalogue that are here, and the one file that a command line may name. */
final class NetworkStudio implements Studio {
    /** Seeds that nobody chose are short enough to be typed. */
    private static final long SEEDS = 1_000_000;

    /** The share of the machine's memory that gradients may take; the rest is for pictures and everything else. */
    private static final double SHARE_FOR_GRADIENTS = 0.6;

    private static final double SHARE_OF_HEAP = 0.8;

    private final StudioWish wish;
    private final Catalogue catalogue;
    private final NetworkFolder folder;
    private final Looks looks;
    private final Map<String, Network> loaded = new HashMap<>();
    private final Optional<Network> file;
    private @Nullable Device device;
    private volatile @Nullable NetworkGradient gradient;
    private String gradientOf = "";

    NetworkStudio(StudioWish wish, Catalogue catalogue, NetworkFolder folder, Looks looks) {
        this.wish = wish;
        this.catalogue = catalogue;
        this.folder = folder;
        this.looks = looks;
        this.file = wish.network()
                .filter(name -> catalogue.named(name).isEmpty())
                .map(said -> Network.file(said, catalogue, wish.preprocessing()));
        file.ifPresent(network -> loaded.put(network.name(), network));
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
        List<NetworkChoice> choices = new ArrayList<>();
        file.map(NetworkStudio::fileChoice).ifPresent(choices::add);
        NetworkCard usual = folder.usual(catalogue);
        choices.add(choice(usual));
        catalogue.all().stream()
                .filter(card -> folder.has(card) && !card.name().equals(usual.name()))
                .map(this::choice)
                .forEach(choices::add);
        List<String> fetchable = catalogue.all().stream()
                .filter(card -> !folder.has(card))
                .map(NetworkCard::name)
                .toList();
        return new RecipeResolver(
                looks, choices, fetchable, () -> ThreadLocalRandom.current().nextLong(SEEDS));
    }

    private NetworkChoice choice(NetworkCard card) {
        String layer = card.layer().orElseGet(() -> load(card.name()).layer());
        return new NetworkChoice(card.name(), card.name(), card.sha256(), LayerExpression.of(layer), card.look());
    }

    @Override
    public NetworkChoice network(String name) {
        return file.filter(network -> network.name().equals(name))
                .map(NetworkStudio::fileChoice)
                .orElseGet(() -> choice(catalogue.require(name)));
    }

    private Network load(String name) {
        return loaded.computeIfAbsent(name, missing -> {
            NetworkCard card = catalogue.require(missing);
            return Network.of(card, folder.read(card), wish.preprocessing());
        });
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
        String wanted = recipe.network() + " " + recipe.layer();
        NetworkGradient known = gradient;
        if (known != null && gradientOf.equals(wanted)) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        NetworkGradient opened = NetworkGradient.of(
                load(recipe.network()),
                recipe.layer(),
                device(),
                Runtime.getRuntime().availableProcessors(),
                caps().gradientBytes());
        gradient = opened;
        gradientOf = wanted;
        return opened;
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
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : Runtime.getRuntime().maxMemory() * 4;
        return new DreamCaps(
                Double.POSITIVE_INFINITY,
                (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()),
                (long) (SHARE_FOR_GRADIENTS * memory));
    }

    @Override
    public Optional<String> advice() {
        return wish.network().isPresent() || !folder.bundles(folder.usual(catalogue))
                ? Optional.empty()
                : Optional.of("The classic of 2015 dreams better still: pareidolia networks fetch googlenet");
    }

    @Override
    public void stop() {
        NetworkGradient known = gradient;
        if (known != null) {
            known.stop();
        }
    }

    @Override
    public void close() {
        NetworkGradient known = gradient;
        if (known != null) {
            known.close();
        }
    }
}
