package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a dream shows more of. Text: {@code mixed4#341,318:1+mixed5#134:0.5}; a character of a layer's name that means
 * something here is written as {@code %XX}, so that every tensor of every network can be named.
 *
 * @param terms one to {@value #MOST_TERMS}
 */
public record LayerExpression(List<LayerTerm> terms) {
    /** The most targets a recipe may have. */
    public static final int MOST_TERMS = 8;

    public LayerExpression {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw DreamException.input("A dream needs a layer, as in layer=mixed4.");
        }
        if (terms.size() > MOST_TERMS) {
            throw DreamException.input(
                    "This recipe has " + terms.size() + " targets; " + MOST_TERMS + " is the most a recipe may have.");
        }
    }

    /** One layer, all of it. */
    public static LayerExpression of(String layer) {
        return new LayerExpression(List.of(LayerTerm.of(layer)));
    }

    /** Reads the text that {@link #toString} writes. */
    public static LayerExpression parse(String text) {
        return new LayerExpression(
                Arrays.stream(text.split("\\+", -1)).map(LayerTerm::parse).toList());
    }

    /** The text that reads back as this expression. */
    @Override
    public String toString() {
        return terms.stream().map(LayerTerm::toString).collect(Collectors.joining("+"));
    }
}
