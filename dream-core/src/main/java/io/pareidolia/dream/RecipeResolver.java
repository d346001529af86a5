package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Makes complete recipes of what people wish.
 *
 * <p>What a wish says itself counts most. Below it lies its look, where it names one; the notebook's values of 2015, where
 * it names a layer or a network without a default look; and the network's default look, where it names neither. Size and
 * seed are always said by the wish or chosen here. A look's octaves are those at the usual size: at others it takes as
 * many as make its largest shapes take up as much of the picture.
 */
public final class RecipeResolver {
    /** The longest side of a dream if nobody says one, in pixels; a smaller photo keeps its size. */
    public static final int USUAL_SIZE = 1024;

    private final Looks looks;
    private final List<NetworkChoice> networks;
    private final Set<String> fetchable;
    private final LongSupplier freshSeed;

    /**
     * @param looks all there are, also for networks that are not at hand
     * @param networks those at hand, the default one first; at least one
     * @param fetchable catalogue names of those that are not at hand but can be fetched
     * @param freshSeed a new seed each time, 0 or more
     */
    public RecipeResolver(
            Looks looks, List<NetworkChoice> networks, Collection<String> fetchable, LongSupplier freshSeed) {
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("no network is at hand");
        }
        this.looks = looks;
        this.networks = List.copyOf(networks);
        this.fetchable = Set.copyOf(fetchable);
        this.freshSeed = freshSeed;
    }

    /**
     * The recipe, or the recipes of a sampler. Layers are not looked up: the network knows its own.
     *
     * @param width of the photo in pixels, the right way up
     * @param height likewise
     * @throws DreamException with the nearest valid word, where the wish names what does not exist or is not at hand
     */
    public Resolution resolve(RecipeWish wish, int width, int height) {
        PictureSize photo = new PictureSize(width, height);
        List<String> remarks = new ArrayList<>();
        if (wish.asksForSheet()) {
            return sampler(wish, photo, remarks);
        }
        NetworkChoice network;
        RecipeWish start;
        Optional<String> look = wish.get(RecipeKey.LOOK);
        if (look.isPresent()) {
            Look found = look(look.get(), wish.get(RecipeKey.NETWORK).map(this::network), remarks);
            network = wish.get(RecipeKey.NETWORK).map(this::network).orElseGet(() -> firstFor(found.network()));
            start = found.recipe();
        } else {
            network = wish.get(RecipeKey.NETWORK).map(this::network).orElse(networks.get(0));
            start = wish.has(RecipeKey.LAYER) ? RecipeWish.NONE : startOf(network);
        }
        wish.get(RecipeKey.SHA256)
                .filter(hash -> !hash.equals(RecipeText.hashBeginning(network.sha256())))
                .ifPresent(hash -> remarks.add("This recipe was dreamed by another file of the network "
                        + network.name() + ", so the dream will differ."));
        return new Resolution.Dream(recipe(network, start, wish, photo, remarks), remarks);
    }

    private Resolution sampler(RecipeWish wish, PictureSize photo, List<String> remarks) {
        if (wish.has(RecipeKey.LAYER)) {
            throw DreamException.input("look=? shows what each look dreams, so leave out layer=.");
        }
        NetworkChoice network = wish.get(RecipeKey.NETWORK).map(this::network).orElse(networks.get(0));
        List<Look> shown = shown(wish.sheetLooks(), network, remarks);
        if (shown.isEmpty()) {
            throw DreamException.input("There are no looks for " + network.name() + " yet; name a layer, as in layer="
                    + network.layer() + ".");
        }
        long seed = wish.get(RecipeKey.SEED).orElseGet(freshSeed::getAsLong);
        RecipeWish same =
                wish.without(Set.of(RecipeKey.SIZE, RecipeKey.SEED)).then(RecipeWish.NONE.with(RecipeKey.SEED, seed));
        Recipe usual = recipe(network, startOf(network), RecipeWish.NONE.with(RecipeKey.SEED, seed), photo, List.of());
        String others = othersOf(wish, network);
        List<DreamSheet.Entry> tiles = shown.stream()
                .limit(RecipeWish.MOST_LOOKS)
                .map(look -> new DreamSheet.Entry(
                        look.name() + others, recipe(network, look.recipe(), same, photo, remarks)))
                .toList();
        int largest = wish.get(RecipeKey.SIZE).orElse(usual.size());
        return new Resolution.Sampler(
                Sampler.affordable(tiles, usual, largest, photo),
                remarks.stream().distinct().toList());
    }

    private List<Look> shown(List<String> names, NetworkChoice network, List<String> remarks) {
        return names.isEmpty()
                ? looks.of(network.card())
                : names.stream()
                        .map(name -> look(name, Optional.of(network), remarks))
                        .toList();
    }

    /** What must be typed behind a look's name to have the tile of it, with a space before. */
    private String othersOf(RecipeWish wish, NetworkChoice network) {
        RecipeWish others = wish.without(Set.of(RecipeKey.LOOK, RecipeKey.SIZE, RecipeKey.SEED));
        boolean usual = network.equals(networks.get(0));
        String words = (usual ? others.without(Set.of(RecipeKey.NETWORK)) : others).toString();
        return words.isEmpty() ? "" : " " + words;
    }

    /** Where a dream starts that names neither look nor layer. */
    private RecipeWish startOf(NetworkChoice network) {
        return network.look()
                .flatMap(name -> looks.find(name, network.card()))
                .map(Look::recipe)
                .orElse(RecipeWish.NONE);
    }

    private Recipe recipe(
            NetworkChoice network, RecipeWish start, RecipeWish wish, PictureSize photo, List<String> remarks) {
        RecipeWish whole = start.then(wish);
        double step = value(whole, RecipeKey.STEP);
        for (Verb verb : wish.verbs()) {
            if (verb == Verb.STRONGER) {
                double stronger = RecipeKey.STEP.withinRange(step * 1.5);
                if (stronger == step) {
                    remarks.add("The step is at its largest already, " + RecipeKey.STEP.write(step) + ".");
                }
                step = stronger;
            }
        }
        int size = whole.get(RecipeKey.SIZE).orElse(Math.min(USUAL_SIZE, photo.longest()));
        double scale = value(whole, RecipeKey.SCALE);
        int octaves = value(whole, RecipeKey.OCTAVES);
        boolean look = start.has(RecipeKey.LAYER);
        return new Recipe(
                network.name(),
                whole.get(RecipeKey.LAYER).orElse(network.layer()),
                look && !wish.has(RecipeKey.OCTAVES) ? Recipe.octavesAt(size, octaves, USUAL_SIZE, scale) : octaves,
                scale,
                value(whole, RecipeKey.STEPS),
                step,
                value(whole, RecipeKey.JITTER),
                value(whole, RecipeKey.SMOOTH),
                size,
                whole.get(RecipeKey.SEED).orElseGet(freshSeed::getAsLong),
                value(whole, RecipeKey.STRENGTH),
                value(whole, RecipeKey.COLOUR));
    }

    private static <T> T value(RecipeWish wish, RecipeKey<T> key) {
        return wish.get(key).or(key::usual).orElseThrow();
    }

    private NetworkChoice network(String name) {
        return networks.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DreamException.input(
                        fetchable.contains(name)
                                ? "The network " + name + " is not here yet: networks fetch " + name + " brings it."
                                : "There is no network " + name + " here."
                                        + NearestWords.question(
                                                name,
                                                networks.stream()
                                                        .map(NetworkChoice::name)
                                                        .toList())));
    }

    private NetworkChoice firstFor(String card) {
        return networks.stream()
                .filter(network -> network.card().equals(card))
                .findFirst()
                .orElseThrow();
    }

    /** The look of that name: for the network that was asked for, else for the first at hand that has one. */
    private Look look(String name, Optional<NetworkChoice> asked, List<String> remarks) {
        Optional<Look> fitting = asked.map(List::of).orElse(networks).stream()
                .flatMap(network -> looks.find(name, network.card()).stream())
                .findFirst();
        if (fitting.isPresent()) {
            return fitting.get();
        }
        List<Look> elsewhere = looks.named(name);
        if (asked.isPresent() && !elsewhere.isEmpty()) {
            Look other = elsewhere.get(0);
            remarks.add("The look " + name + " was made for " + other.network() + "; its layers are looked for in "
                    + asked.get().name() + ".");
            return other;
        }
        throw DreamException.input(
                elsewhere.isEmpty()
                        ? "There is no look " + name + "." + NearestWords.question(name, namesFor(asked))
                        : notHere(name, elsewhere.get(0).network()) + NearestWords.question(name, namesFor(asked)));
    }

    private String notHere(String look, String network) {
        return "The look " + look + " is for " + network + ", which is not here"
                + (fetchable.contains(network) ? " yet (networks fetch " + network + " brings it)." : ".");
    }

    /** The looks that could be typed instead. */
    private List<String> namesFor(Optional<NetworkChoice> asked) {
        List<String> own = asked.stream()
                .flatMap(network -> looks.of(network.card()).stream())
                .map(Look::name)
                .toList();
        return own.isEmpty()
                ? networks.stream()
                        .flatMap(network -> looks.of(network.card()).stream())
                        .map(Look::name)
                        .distinct()
                        .toList()
                : own;
    }
}
