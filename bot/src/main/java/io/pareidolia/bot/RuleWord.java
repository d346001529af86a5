package io.pareidolia.bot;

import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.util.Arrays;

/**
 * A word such as {@code jobsPerDay=10}, read.
 *
 * @param value as rules keep it
 */
record RuleWord(RuleKey key, String value) {
    /** Reads a word that is said about {@code scope}. */
    static RuleWord of(String word, Scope scope) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            throw DreamException.input(
                    "\"" + StrangersName.of(word) + "\" sets nothing: write it as in jobsPerDay=10.");
        }
        RuleKey key = key(word.substring(0, equals));
        String text = word.substring(equals + 1);
        if (!key.fits(scope)) {
            throw DreamException.input(key.word() + " cannot be set for " + scope + ".");
        }
        return new RuleWord(
                key,
                key.read(key == RuleKey.DEFAULTS && !text.strip().equals("none") ? recipe(text) : text)
                        .orElseThrow(() -> DreamException.input(key.word() + "=" + StrangersName.of(text)
                                + " does not work: it is " + key.range() + ".")));
    }

    private static String recipe(String words) {
        return RecipeText.parse(words).toString();
    }

    static RuleKey key(String word) {
        return RuleKey.of(word)
                .orElseThrow(() -> DreamException.input("There is no rule \"" + StrangersName.of(word) + "\"."
                        + NearestWords.question(
                                word,
                                Arrays.stream(RuleKey.values())
                                        .map(RuleKey::word)
                                        .toList())));
    }
}
