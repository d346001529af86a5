package io.pareidolia.dream.content;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How sure the head may be before a picture is suspect. The limits were measured on harmless pictures: 752 photographs,
 * wallpapers, drawings, signs and photographed things on white, hardly any people among them, and 66 dreams, three
 * photographs in every shipped look. On pictures that ought to be refused nothing was measured.
 */
public enum ContentRule {
    /**
     * Photographed pornography is suspect where it is more likely than not; drawn, which dreams in pink are easily taken
     * for, and what is suggestive (bikinis, but nudes too) where it is almost sure: 1 of the 752, 1 of the 66.
     */
    SENSITIVE(0.5, 0.85),
    /** Whatever may be indecent: 4 of the 752, 3 of the 66. */
    STRICT(0.3, 0.3),
    /** Nothing is suspect. */
    OFF(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final double porn;
    private final double indecent;

    /** From which {@link Probabilities#porn} and which {@link Probabilities#indecent} on a picture is suspect. */
    ContentRule(double porn, double indecent) {
        this.porn = porn;
        this.indecent = indecent;
    }

    /** The rule of a word such as {@code sensitive}, in any case; another word is answered with the nearest. */
    public static ContentRule named(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> DreamException.input(
                        "There is no content rule \"" + word + "\"." + NearestWords.question(word, words())));
    }

    /** Every word that {@link #named} takes. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ContentRule::word).toList();
    }

    /** The word for it in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What this rule makes of a picture: a suspect view of it is enough. */
    public ContentVerdict decide(ContentReport report) {
        return report.views().stream()
                .filter(this::suspects)
                .findFirst()
                .map(ContentRule::suspect)
                .orElseGet(ContentVerdict.Harmless::new);
    }

    /** Numbers that are none, which no picture should give, are suspect too. */
    private boolean suspects(Probabilities seen) {
        return this != OFF && !(seen.porn() < porn && seen.indecent() < indecent);
    }

    private static ContentVerdict suspect(Probabilities seen) {
        String taken = seen.sexy() > seen.hentai() + seen.porn() ? "something suggestive" : "pornography";
        return new ContentVerdict.Suspect("The content filter takes this picture for " + taken
                + ", so it is not dreamed; the filter can be wrong, and another picture is welcome.");
    }
}
