package io.pareidolia.bot.discord;

import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is offered while somebody types: looks by name and by what their description says, and words of recipes. */
final class Suggestions {
    private static final int MOST = 25;

    private final Looks looks;

    Suggestions(Looks looks) {
        this.looks = looks;
    }

    /** Names of looks; first those that begin so, then those that say so anywhere. */
    List<String> looks(String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Stream<String> begin = looks.names().stream().filter(name -> name.startsWith(wanted));
        Stream<String> contain = looks.all().stream()
                .filter(look -> look.name().contains(wanted)
                        || look.description().toLowerCase(Locale.ROOT).contains(wanted))
                .map(Look::name);
        return Stream.concat(begin, contain).distinct().limit(MOST).toList();
    }

    /** The text with its last word completed. */
    List<String> words(String typed) {
        int last = typed.lastIndexOf(' ') + 1;
        String before = typed.substring(0, last);
        String word = typed.substring(last).toLowerCase(Locale.ROOT);
        return Stream.concat(RecipeKey.names().stream().map(name -> name + "="), looks.names().stream())
                .filter(offered -> offered.startsWith(word))
                .map(offered -> before + offered)
                .filter(text -> text.length() <= Math.min(RecipeText.LONGEST, CHOICE_LENGTH))
                .limit(MOST)
                .toList();
    }

    private static final int CHOICE_LENGTH = 100;
}
