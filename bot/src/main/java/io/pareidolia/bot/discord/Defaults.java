package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.failure.DreamException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a recipe that moderators set for those who do not say them. A member's own words win, key by key; and what
 * the member may not have, nobody says for them.
 */
final class Defaults {
    private static final String ALL = "all";
    private static final String NONE = "none";

    /** What another network may not have. */
    private static final Set<RecipeKey<?>> OF_A_NETWORK = Set.of(RecipeKey.LOOK, RecipeKey.LAYER);

    private final Looks looks;
    private final List<String> networks;

    /** @param networks names of all that there are */
    Defaults(Looks looks, List<String> networks) {
        this.looks = looks;
        this.networks = List.copyOf(networks);
    }

    /** What somebody said, and what holds for them of what they did not say. From memory alone. */
    String completed(String words, Limits limits) {
        Optional<String> usual = limits.defaults();
        if (usual.isEmpty()) {
            return words;
        }
        try {
            RecipeWish own = RecipeText.parse(words);
            RecipeWish rest = fitting(RecipeText.parse(usual.get()), limits);
            return (isOfAnother(rest, own) ? rest.without(OF_A_NETWORK) : rest)
                    .changedBy(own)
                    .toString();
        } catch (DreamException unreadable) {
            // whoever reads them says what is wrong with them; or there is nothing wrong, and both are too long
            // together
            return words;
        }
    }

    /** Whether somebody names a network for which the defaults were not made. */
    private static boolean isOfAnother(RecipeWish usual, RecipeWish own) {
        return own.has(RecipeKey.NETWORK) && !own.get(RecipeKey.NETWORK).equals(usual.get(RecipeKey.NETWORK));
    }

    /** What of the defaults this member may have: they may be older than the limits, and others have other ones. */
    private static RecipeWish fitting(RecipeWish usual, Limits limits) {
        Set<RecipeKey<?>> without = new HashSet<>();
        if (!may(usual.get(RecipeKey.LOOK), limits.looks())) {
            without.add(RecipeKey.LOOK);
        }
        if (!may(usual.get(RecipeKey.NETWORK), limits.networks())) {
            without.add(RecipeKey.NETWORK);
            without.addAll(OF_A_NETWORK);
        }
        RecipeWish rest = new RecipeWish(usual.values(), List.of()).without(without);
        return usual.get(RecipeKey.SIZE)
                        .filter(size -> size > limits.largestSize())
                        .isPresent()
                ? rest.with(RecipeKey.SIZE, limits.largestSize())
                : rest;
    }

    private static boolean may(Optional<String> name, Optional<List<String>> allowed) {
        return name.isEmpty() || allowed.isEmpty() || allowed.get().contains(name.get());
    }

    /**
     * The words as they are kept.
     *
     * @param beside the rules that are set together with them
     * @param limits what holds besides
     * @throws DreamException if they are none, or nobody could have them here; it says why, in the language of {@code texts}
     */
    String check(String words, Map<RuleKey, String> beside, Limits limits, Texts texts) {
        if (words.strip().equalsIgnoreCase(NONE)) {
            return NONE;
        }
        RecipeWish wish = RecipeText.parse(words);
        Optional<String> look = wish.get(RecipeKey.LOOK);
        if (wish.values().isEmpty()
                || !wish.verbs().isEmpty()
                || !RecipeKey.typed().containsAll(wish.values().keySet())
                || wish.asksForSheet()) {
            throw DreamException.input(texts.text("defaults.words"));
        }
        look.ifPresent(name -> {
            if (looks.named(name).isEmpty() || !may(look, names(RuleKey.LOOKS, beside, limits))) {
                throw DreamException.input(texts.text("defaults.look", name));
            }
        });
        wish.get(RecipeKey.NETWORK).ifPresent(name -> {
            if (!networks.contains(name) || !may(Optional.of(name), names(RuleKey.NETWORKS, beside, limits))) {
                throw DreamException.input(texts.text("defaults.network", name));
            }
        });
        int most = Integer.parseInt(setting(RuleKey.LARGEST_SIZE, beside, limits));
        wish.get(RecipeKey.SIZE).filter(size -> size > most).ifPresent(size -> {
            throw DreamException.input(texts.text("defaults.size", String.valueOf(size), String.valueOf(most)));
        });
        return wish.toString();
    }

    private static Optional<List<String>> names(RuleKey key, Map<RuleKey, String> beside, Limits limits) {
        return Optional.of(setting(key, beside, limits))
                .filter(names -> !names.equals(ALL))
                .map(names -> List.of(names.split(",")));
    }

    private static String setting(RuleKey key, Map<RuleKey, String> beside, Limits limits) {
        return beside.getOrDefault(key, limits.value(key).text());
    }
}
