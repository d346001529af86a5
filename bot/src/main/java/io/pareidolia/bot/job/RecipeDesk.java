package io.pareidolia.bot.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamSheet;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkGradient;
import io.pareidolia.dream.NetworksAtHand;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.LoadedNetworks;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.PictureSize;
import java.util.List;
import java.util.Optional;

/**
 * Makes complete recipes of what people ask for, and tells what they will cost on the workers that are there. Any thread
 * may use it; the first recipe of a network takes a second, in which the network is read.
 */
public final class RecipeDesk {
    private static final WorkerCard NOBODY = new WorkerCard("nobody", "cpu", 2, 1, List.of());

    /** Sizes of networks and layers are few, and each takes little once its sessions are not opened. */
    private static final long REMEMBERED = 1_000;

    private final Looks looks;
    private final Workers workers;
    private final DreamCaps caps;
    private final LoadedNetworks loaded;
    private final NetworksAtHand atHand;
    private final Cache<Estimated, GradientSource> gradients =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * @param caps the most that one job may cost, in seconds of the device that will have it
     * @param networkBytes of the Java heap that networks may take which were read
     */
    public RecipeDesk(
            Catalogue catalogue,
            NetworkFolder folder,
            Looks looks,
            Workers workers,
            DreamCaps caps,
            long networkBytes) {
        this.looks = looks;
        this.workers = workers;
        this.caps = caps;
        this.loaded = new LoadedNetworks(catalogue, folder, Optional.empty(), networkBytes, network -> {});
        this.atHand = new NetworksAtHand(catalogue, folder, looks, loaded::named, this::isOffered);
    }

    /**
     * What somebody asks for, in full.
     *
     * @param text as people read it and the dreamer gets it
     * @param recipes of one dream, or of all those on a sheet of looks
     * @param look that was named, the first one for a sheet
     */
    record Completed(String text, List<Recipe> recipes, Optional<String> look) {
        Completed {
            recipes = List.copyOf(recipes);
        }

        String network() {
            return recipes.get(0).network();
        }
    }

    private record Estimated(String network, LayerExpression layer, String device, int threads) {}

    /** Networks of which a recipe may name one, the default one first: those of the workers that are there. */
    public List<NetworkCard> networks() {
        return atHand.cards();
    }

    /** Reads the default network now, so that the first request need not wait for it. */
    public void warmUp() {
        loaded.named(networks().get(0).name());
    }

    private boolean isOffered(NetworkCard card) {
        List<WorkerCard> present = workers.present();
        return present.isEmpty()
                || present.stream().anyMatch(worker -> worker.networks().contains(card.name()));
    }

    /**
     * Completes a recipe for a picture.
     *
     * @param size of the picture, the right way up
     * @param limits a sheet of looks shows none that may not be used
     * @throws DreamException with one sentence on what is wrong with it
     */
    Completed complete(String words, PictureSize size, Limits limits) {
        RecipeWish wish = RecipeText.parse(words);
        if (wish.asksForSheet()) {
            return sheet(allowed(wish, limits), size);
        }
        Resolution.Dream wanted = (Resolution.Dream) atHand.resolver(wish).resolve(wish, size.width(), size.height());
        return new Completed(RecipeText.answer(wanted.recipe()), List.of(wanted.recipe()), wish.get(RecipeKey.LOOK));
    }

    /** With network, seed and looks, so that the dreamer makes the same sheet, and the text repeats it. */
    private Completed sheet(RecipeWish wish, PictureSize size) {
        Resolution.Sampler wanted =
                (Resolution.Sampler) atHand.resolver(wish).resolve(wish, size.width(), size.height());
        List<Recipe> recipes =
                wanted.tiles().stream().map(DreamSheet.Entry::recipe).toList();
        Recipe first = recipes.get(0);
        String text = wish.then(RecipeWish.NONE.with(RecipeKey.SEED, first.seed()))
                .with(RecipeKey.NETWORK, first.network())
                .withSheet(wanted.looks())
                .toString();
        return new Completed(text, recipes, wanted.looks().stream().findFirst());
    }

    /** Which of the networks and looks that may be used the sheet has, where the wish leaves that open. */
    private RecipeWish allowed(RecipeWish wish, Limits limits) {
        String network = wish.get(RecipeKey.NETWORK)
                .or(() -> networks().stream()
                        .map(NetworkCard::name)
                        .filter(name -> limits.networks()
                                .map(some -> some.contains(name))
                                .orElse(true))
                        .findFirst())
                .orElseGet(() -> networks().get(0).name());
        RecipeWish there = wish.with(RecipeKey.NETWORK, network);
        Optional<List<String>> some = limits.looks();
        if (some.isEmpty()) {
            return there;
        }
        List<String> wanted = wish.sheetLooks().isEmpty()
                ? looks.of(network).stream().map(Look::name).toList()
                : wish.sheetLooks();
        List<String> left = wanted.stream()
                .filter(some.get()::contains)
                .limit(RecipeWish.MOST_LOOKS)
                .toList();
        if (left.isEmpty()) {
            throw DreamException.input(
                    "None of the looks that may be used here is there for " + network + "; name a look.");
        }
        return there.withSheet(left);
    }

    /**
     * What it costs, in seconds of the device that will have it. The dreams of a sheet come one after another.
     *
     * @throws DreamException with one sentence that names an unknown layer, or the largest size that fits
     */
    DreamEstimate estimate(Completed wanted, PictureSize size) {
        DreamEstimate all = wanted.recipes().stream()
                .map(recipe -> estimate(recipe, size))
                .reduce(DreamEstimate::then)
                .orElseThrow();
        if (all.seconds() > caps.seconds()) {
            throw DreamException.input("A sheet of looks takes too long here; choose one of the looks.");
        }
        return all;
    }

    private DreamEstimate estimate(Recipe recipe, PictureSize size) {
        WorkerCard worker = workers.present().stream()
                .filter(card -> card.networks().contains(recipe.network()))
                .findFirst()
                .orElse(NOBODY);
        GradientSource gradient = gradients.get(
                new Estimated(recipe.network(), recipe.layer(), worker.device(), worker.threads()), this::gradient);
        return caps.check(recipe, size.width(), size.height(), new PacedGradient(gradient, worker.pace()));
    }

    /** Never run here: no session is opened. */
    private GradientSource gradient(Estimated estimated) {
        return NetworkGradient.of(
                loaded.named(estimated.network),
                estimated.layer,
                Device.named(estimated.device),
                estimated.threads,
                caps.gradientBytes());
    }
}
