package io.pareidolia.dream.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The valid words that a mistyped one may have meant, by Levenshtein's edit distance, case left out. */
public final class NearestWords {
    /** Nobody types more than this; comparing longer words would take long. */
    private static final int LONGEST = 100;

    private NearestWords() {}

    /**
     * Up to {@code count} of {@code valid}, the most likely first. A word that contains what was typed, or is contained
     * in it, comes before all others, so that {@code puppy} finds {@code puppyslug}.
     */
    public static List<String> of(String typed, Collection<String> valid, int count) {
        if (typed.length() > LONGEST) {
            return List.of();
        }
        String word = typed.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return valid.stream()
                .filter(candidate -> candidate.length() <= LONGEST)
                .distinct()
                .map(candidate -> {
                    String other = candidate.toLowerCase(Locale.ROOT);
                    boolean within =
                            word.length() >= 3 && other.length() >= 3 && (other.contains(word) || word.contains(other));
                    return new Near(candidate, within ? 0 : 1, distance.apply(word, other));
                })
                .sorted(Comparator.comparingInt(Near::rank)
                        .thenComparingInt(Near::distance)
                        .thenComparing(Near::word))
                .limit(count)
                .map(Near::word)
                .toList();
    }

    private record Near(String word, int rank, int distance) {}

    /** A question to end a sentence with, such as " Did you mean a, b or c?"; empty if nothing is valid. */
    public static String question(String typed, Collection<String> valid) {
        List<String> near = of(typed, valid, 3);
        if (near.isEmpty()) {
            return "";
        }
        String last = near.get(near.size() - 1);
        String others = String.join(", ", near.subList(0, near.size() - 1));
        return " Did you mean " + (others.isEmpty() ? last : others + " or " + last) + "?";
    }
}
