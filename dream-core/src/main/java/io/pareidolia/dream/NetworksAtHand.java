package io.pareidolia.dream;

import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** The networks of the catalogue that are here, as recipes know them. Any thread may use it. */
public final class NetworksAtHand {
    /** Seeds that nobody chose are short enough to be typed. */
    private static final long SEEDS = 1_000_000;

    private final Catalogue catalogue;
    private final NetworkFolder folder;
    private final Looks looks;
    private final Function<String, Network> loaded;
    private final Predicate<NetworkCard> offered;

    /** The layers that cards leave to the general rule, which needs the network itself. */
    private final Map<String, String> layers = new ConcurrentHashMap<>();

    /** @param loaded gives the network of a name in the catalogue; may take seconds */
    public NetworksAtHand(Catalogue catalogue, NetworkFolder folder, Looks looks, Function<String, Network> loaded) {
        this(catalogue, folder, looks, loaded, card -> true);
    }

    /**
     * Only some of those that are here.
     *
     * @param loaded gives the network of a name in the catalogue; may take seconds
     * @param offered asked each time, so that the answer may change; if it offers none, the default one is
     */
    public NetworksAtHand(
            Catalogue catalogue,
            NetworkFolder folder,
            Looks looks,
            Function<String, Network> loaded,
            Predicate<NetworkCard> offered) {
        this.catalogue = catalogue;
        this.folder = folder;
        this.looks = looks;
        this.loaded = loaded;
        this.offered = offered;
    }

    /** Those whose files are here, the default one first; at least one. Nothing is loaded. */
    public List<NetworkCard> cards() {
        NetworkCard usual = folder.usual(catalogue);
        List<NetworkCard> cards = new ArrayList<>(List.of(usual));
        catalogue.all().stream()
                .filter(card -> folder.has(card) && !card.name().equals(usual.name()))
                .forEach(cards::add);
        List<NetworkCard> chosen = cards.stream().filter(offered).toList();
        return chosen.isEmpty() ? List.of(usual) : chosen;
    }

    /** The network of a card; it is loaded if the card leaves the layer open. */
    public NetworkChoice choice(NetworkCard card) {
        String layer = card.layer()
                .orElseGet(() -> layers.computeIfAbsent(
                        card.name(), name -> loaded.apply(name).layer()));
        return new NetworkChoice(card.name(), card.name(), card.sha256(), LayerExpression.of(layer), card.look());
    }

    /**
     * Makes recipes for them.
     *
     * @param first a network that somebody brought, which then is the default
     */
    public RecipeResolver resolver(Optional<NetworkChoice> first) {
        List<NetworkChoice> choices = new ArrayList<>();
        first.ifPresent(choices::add);
        cards().stream().map(this::choice).forEach(choices::add);
        return resolver(choices);
    }

    /** Makes the recipe of one wish: no other network is loaded for it than the one it names, if it names one. */
    public RecipeResolver resolver(RecipeWish wish) {
        return wish.get(RecipeKey.NETWORK)
                .flatMap(catalogue::named)
                .filter(cards()::contains)
                .map(card -> resolver(List.of(choice(card))))
                .orElseGet(() -> resolver(Optional.empty()));
    }

    private RecipeResolver resolver(List<NetworkChoice> choices) {
        List<String> fetchable = catalogue.all().stream()
                .filter(card -> !folder.has(card))
                .map(NetworkCard::name)
                .toList();
        return new RecipeResolver(
                looks, choices, fetchable, () -> ThreadLocalRandom.current().nextLong(SEEDS));
    }
}
