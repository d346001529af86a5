package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.graph.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one text form of recipes: {@code key=value} words, bare words for looks and verbs, spaces or commas between. It
 * is read as people type it on telephones (any case, typographic quotes, {@code octaves = 4,}), and written so that
 * reading what was written gives the same again.
 */
public final class RecipeText {
    /** The most characters a text may have, wherever it comes from. */
    public static final int LONGEST = 500;

    /** Quotes of any kind, and marks that no one sees: they never belong to the language. */
    private static final Pattern NOISE = Pattern.compile("[\"'`´‘’‚“”„«»‹›\\p{Cf}]");

    private static final Pattern AROUND_EQUALS = Pattern.compile("[\\s\\p{Z}]*[=＝][\\s\\p{Z}]*");

    /** Commas stand between channels too, but those have a digit behind them. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?:[\\s\\p{Z}]|[,;](?![0-9]))+");

    private static final Pattern LOOK_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,31}");

    private RecipeText() {}

    /** Reads words that a shell has already parted. */
    public static RecipeWish parse(List<String> words) {
        return parse(String.join(" ", words));
    }

    /**
     * Reads a person's words, or the text found in a picture. What cannot be read is answered with one sentence that
     * offers the nearest valid word.
     */
    public static RecipeWish parse(String text) {
        if (text.length() > LONGEST) {
            throw tooLong(text.length());
        }
        String clean = AROUND_EQUALS
                .matcher(NOISE.matcher(text).replaceAll(""))
                .replaceAll("=")
                .strip();
        Map<RecipeKey<?>, Object> values = new LinkedHashMap<>();
        List<Verb> verbs = new ArrayList<>();
        for (String word : BETWEEN_WORDS.split(clean, -1)) {
            int equals = word.indexOf('=');
            if (word.isEmpty()) {
                continue;
            }
            if (equals >= 0) {
                RecipeKey<?> key = RecipeKey.named(word.substring(0, equals));
                put(values, key, key.read(word.substring(equals + 1)));
            } else if (Verb.of(word).isPresent()) {
                verbs.add(Verb.of(word).get());
            } else {
                put(values, RecipeKey.LOOK, look(word));
            }
        }
        return new RecipeWish(values, verbs);
    }

    private static String look(String word) {
        if (!LOOK_NAME.matcher(word).matches()) {
            throw DreamException.input("\"" + word + "\" is no word of a recipe."
                    + NearestWords.question(
                            word,
                            Stream.concat(RecipeKey.names().stream().map(name -> name + "="), Verb.words().stream())
                                    .toList()));
        }
        return word.toLowerCase(Locale.ROOT);
    }

    private static void put(Map<RecipeKey<?>, Object> values, RecipeKey<?> key, Object value) {
        Object before = values.putIfAbsent(key, value);
        if (before != null) {
            throw DreamException.input(
                    "This recipe says " + key.word(before) + " and " + key.word(value) + "; say " + key + " once.");
        }
    }

    /** As an answer to a person: always the keys that matter to everyone, the others where they are not the usual. */
    public static String answer(Recipe recipe) {
        return RecipeKey.ofRecipe().stream()
                .filter(key -> key.worthSaying(recipe))
                .map(key -> key.wordFor(recipe))
                .collect(Collectors.joining(" "));
    }

    /** The same, and what the network was taken to see, where no catalogue tells. */
    public static String answer(Recipe recipe, Preprocessing taken) {
        return answer(recipe) + " " + RecipeKey.PREPROCESS.word(taken.word());
    }

    /** The shortest text that gives this recipe: what has its usual value is left out. */
    public static String shortest(Recipe recipe) {
        return RecipeKey.ofRecipe().stream()
                .filter(key -> key.unusual(recipe))
                .map(key -> key.wordFor(recipe))
                .collect(Collectors.joining(" "));
    }

    /**
     * As it is stamped into a finished picture: every key, the version of the language, and the beginning of the hash
     * of the network's file.
     *
     * @param sha256 the SHA-256 of the network's file, 64 hexadecimal digits or at least the first 12
     * @param preprocessing what the network was taken to see
     */
    public static String stamp(Recipe recipe, String sha256, Preprocessing preprocessing) {
        return Stream.of(
                        Stream.of(RecipeKey.RECIPE.word(1)),
                        RecipeKey.ofRecipe().stream().map(key -> key.wordFor(recipe)),
                        Stream.of(
                                RecipeKey.PREPROCESS.word(preprocessing.word()),
                                RecipeKey.SHA256.word(hashBeginning(sha256))))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }

    /** The part of a network's hash that a stamp shows. */
    public static String hashBeginning(String sha256) {
        return RecipeKey.SHA256.read(sha256.substring(0, 12));
    }

    static String write(Map<RecipeKey<?>, Object> values, List<Verb> verbs) {
        return Stream.concat(
                        values.entrySet().stream().map(entry -> entry.getKey().word(entry.getValue())),
                        verbs.stream().map(Verb::word))
                .collect(Collectors.joining(" "));
    }

    static DreamException tooLong(int length) {
        return DreamException.input("A recipe has at most " + LONGEST + " characters; this one has " + length + ".");
    }
}
