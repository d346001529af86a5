package io.pareidolia.dream;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A bare word that changes another recipe instead of naming a value. The same on every front. */
public enum Verb {
    /** The step × 1.5, within its range. May be said several times. */
    STRONGER("a step half as large again"),
    /** The same source with a new seed. */
    AGAIN("the same once more, with a new seed"),
    /** The result becomes the new source, with a new seed. Whoever holds the result decides what that means. */
    DEEPER("dream on from the result, with a new seed");

    private final String help;

    Verb(String help) {
        this.help = help;
    }

    /** The word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One line on what it does. */
    public String help() {
        return help;
    }

    /** True if this verb asks for a seed of its own and so contradicts {@code seed=}. */
    public boolean newSeed() {
        return this != STRONGER;
    }

    /** The verb a word means, in any case. */
    public static Optional<Verb> of(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.word().equalsIgnoreCase(word))
                .findFirst();
    }

    /** Every verb's word. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }
}
