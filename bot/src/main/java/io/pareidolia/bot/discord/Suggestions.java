package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.Limits;
import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is offered while somebody types: looks by name and by what their description says, and words of recipes. */
final class Suggestions {
    private static final int MOST = 25;
    private static final int CHOICE_LENGTH = 100;
    private static final String LOOK = "look=";
    private static final String NETWORK = "network=";

    private final Looks looks;

    private final List<String> networks;

    /** @param networks names of all that there are */
    Suggestions(Looks looks, List<String> networks) {
        this.looks = looks;
        this.networks = List.copyOf(networks);
    }

    /** Names of looks that may be used, before them the sheet that shows them. */
    List<String> looks(String typed, Limits limits) {
        return Stream.concat(
                        Stream.of(RecipeWish.SHEET).filter(sheet -> sheet.startsWith(typed.strip())),
                        named(typed, limits).stream())
                .limit(MOST)
                .toList();
    }

    /** First those that begin so, then those that say so anywhere. */
    private List<String> named(String typed, Limits limits) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Predicate<String> allowed =
                name -> limits.looks().map(some -> some.contains(name)).orElse(true);
        Predicate<Look> usable = look -> allowed.test(look.name())
                && limits.networks().map(some -> some.contains(look.network())).orElse(true);
        Stream<String> begin =
                looks.all().stream().filter(usable).map(Look::name).filter(name -> name.startsWith(wanted));
        Stream<String> contain = looks.all().stream()
                .filter(usable)
                .filter(look -> look.name().contains(wanted)
                        || look.description().toLowerCase(Locale.ROOT).contains(wanted))
                .map(Look::name);
        return Stream.concat(begin, contain).distinct().limit(MOST).toList();
    }

    /** Names of networks that may be used. */
    private List<String> networks(Limits limits) {
        return networks.stream()
                .filter(name ->
                        limits.networks().map(some -> some.contains(name)).orElse(true))
                .toList();
    }

    /** A list with commas of which the last is completed, as moderators write it; from all that there is. */
    List<String> list(String typed, boolean ofLooks) {
        int last = typed.lastIndexOf(',') + 1;
        String before = typed.substring(0, last);
        String word = typed.substring(last).strip().toLowerCase(Locale.ROOT);
        return Stream.concat(Stream.of("all"), (ofLooks ? looks.names() : networks).stream())
                .filter(name -> name.startsWith(word))
                .map(name -> before + name)
                .filter(text -> text.length() <= CHOICE_LENGTH)
                .limit(MOST)
                .toList();
    }

    /** The text with its last word completed. */
    List<String> words(String typed, Limits limits) {
        int last = typed.lastIndexOf(' ') + 1;
        String before = typed.substring(0, last);
        String word = typed.substring(last).toLowerCase(Locale.ROOT);
        return offered(word, limits)
                .map(offered -> before + offered)
                .filter(text -> text.length() <= Math.min(RecipeText.LONGEST, CHOICE_LENGTH))
                .limit(MOST)
                .toList();
    }

    private Stream<String> offered(String word, Limits limits) {
        if (word.startsWith(LOOK)) {
            return looks(word.substring(LOOK.length()), limits).stream().map(name -> LOOK + name);
        }
        if (word.startsWith(NETWORK)) {
            return networks(limits).stream().map(name -> NETWORK + name).filter(text -> text.startsWith(word));
        }
        return Stream.concat(
                        named(word, limits).stream(), RecipeKey.names().stream().map(name -> name + "="))
                .filter(text -> text.startsWith(word));
    }
}
