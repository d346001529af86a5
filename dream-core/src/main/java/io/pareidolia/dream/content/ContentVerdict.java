package io.pareidolia.dream.content;

/** What a {@link ContentRule} makes of a picture. */
public sealed interface ContentVerdict {
    /** Nothing was seen that the rule minds. */
    record Harmless() implements ContentVerdict {}

    /**
     * A picture that is not dreamed, or a dream that is delivered hidden.
     *
     * @param sentence what the person is told whose picture is refused
     */
    record Suspect(String sentence) implements ContentVerdict {}
}
