package io.pareidolia.bot.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.LayerExpression;
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
        this.workers = workers;
        this.caps = caps;
        this.loaded = new LoadedNetworks(catalogue, folder, Optional.empty(), networkBytes, network -> {});
        this.atHand = new NetworksAtHand(catalogue, folder, looks, loaded::named, this::isOffered);
    }

    /** What somebody asks for, in full. */
    record Completed(Recipe recipe, Optional<String> look) {
        /** As people read it and the dreamer gets it. */
        String text() {
            return RecipeText.answer(recipe);
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
     * @throws DreamException with one sentence on what is wrong with it
     */
    Completed complete(String words, PictureSize size) {
        RecipeWish wish = RecipeText.parse(words);
        Resolution resolution = atHand.resolver(wish).resolve(wish, size.width(), size.height());
        if (!(resolution instanceof Resolution.Dream wanted)) {
            throw DreamException.input("A sheet of looks is not made here; choose one of the looks.");
        }
        return new Completed(wanted.recipe(), wish.get(RecipeKey.LOOK));
    }

    /**
     * What it costs, in seconds of the device that will have it.
     *
     * @throws DreamException with one sentence that names an unknown layer, or the largest size that fits
     */
    DreamEstimate estimate(Recipe recipe, PictureSize size) {
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
