package io.pareidolia.dream.content;

/**
 * What the head takes a picture for. Each is 0 to 1, and together they are 1 but for rounding.
 *
 * @param drawing a harmless drawing
 * @param hentai a pornographic drawing
 * @param neutral a harmless photograph
 * @param porn pornography
 * @param sexy what is suggestive but no pornography: from bikinis to nudes, as its teachers sorted them
 */
public record Probabilities(double drawing, double hentai, double neutral, double porn, double sexy) {
    /** In the order of the network's output: {@code classes} in its file's metadata. */
    static Probabilities of(float[] head) {
        if (head.length != 5) {
            throw new IllegalArgumentException(head.length + " numbers are not those of the five classes");
        }
        return new Probabilities(head[0], head[1], head[2], head[3], head[4]);
    }

    /** Of anything that is no harmless photograph or drawing. */
    public double indecent() {
        return hentai + porn + sexy;
    }
}
