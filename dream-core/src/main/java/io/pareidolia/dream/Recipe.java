package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;

/**
 * Everything that decides how a dream looks. Complete: every value is there and in the range of its {@link RecipeKey},
 * and the stamp that tells it all fits {@link RecipeText#LONGEST}.
 *
 * @param network the name of a network in the catalogue, or the base name of a file; never a path
 * @param layer what to see more of, in the words of that network
 * @param octaves how many sizes are dreamed at
 * @param scale how many times larger each of them is
 * @param steps steps at each size
 * @param step length of a step in grey levels (0..255), the mean over the picture
 * @param jitter the furthest roll before a step, in pixels
 * @param smooth levels of Laplacian smoothing; 0 is none
 * @param size longest side of the result in pixels
 * @param seed start of the jitter's generator
 * @param strength share of the dream in the result, 0..1
 * @param colour whose colours the result has
 */
public record Recipe(
        String network,
        LayerExpression layer,
        int octaves,
        double scale,
        int steps,
        double step,
        int jitter,
        int smooth,
        int size,
        long seed,
        double strength,
        Colour colour) {

    /**
     * The most characters that network and layer take together when written. All other keys at their longest leave
     * just this much of {@link RecipeText#LONGEST}, so that the stamp of any recipe can be read back.
     */
    public static final int LONGEST_NAMES = 262;

    public Recipe {
        RecipeKey.NETWORK.check(network);
        RecipeKey.LAYER.check(layer);
        RecipeKey.OCTAVES.check(octaves);
        RecipeKey.SCALE.check(scale);
        RecipeKey.STEPS.check(steps);
        RecipeKey.STEP.check(step);
        RecipeKey.JITTER.check(jitter);
        RecipeKey.SMOOTH.check(smooth);
        RecipeKey.SIZE.check(size);
        RecipeKey.SEED.check(seed);
        RecipeKey.STRENGTH.check(strength);
        RecipeKey.COLOUR.check(colour);
        // minus zero would be another value with the same text
        scale += 0.0;
        step += 0.0;
        strength += 0.0;
        int names = RecipeKey.NETWORK.write(network).length() + layer.toString().length();
        if (names > LONGEST_NAMES) {
            throw DreamException.input("The network and the layers of this recipe take " + names + " characters and "
                    + LONGEST_NAMES + " is the most: name fewer layers or channels.");
        }
    }

    /** The same recipe for another longest side, in pixels. */
    public Recipe withSize(int size) {
        return new Recipe(network, layer, octaves, scale, steps, step, jitter, smooth, size, seed, strength, colour);
    }

    /** At another size, with as many octaves as it takes for the smallest one to stay about as small. */
    Recipe rescaled(int size) {
        return withSize(size).withOctaves(octavesAt(size, octaves, this.size, scale));
    }

    /** How many octaves begin about as small at {@code size} as {@code octaves} do at {@code other}; at least one. */
    static int octavesAt(int size, int octaves, int other, double scale) {
        long more = Math.round(Math.log((double) size / other) / Math.log(scale));
        return (int) RecipeKey.OCTAVES.withinRange(octaves + more);
    }

    /** The same recipe with another number of octaves. */
    public Recipe withOctaves(int octaves) {
        return new Recipe(network, layer, octaves, scale, steps, step, jitter, smooth, size, seed, strength, colour);
    }

    /** The same recipe with another number of steps at each size. */
    public Recipe withSteps(int steps) {
        return new Recipe(network, layer, octaves, scale, steps, step, jitter, smooth, size, seed, strength, colour);
    }

    /** The same recipe with another seed. */
    public Recipe withSeed(long seed) {
        return new Recipe(network, layer, octaves, scale, steps, step, jitter, smooth, size, seed, strength, colour);
    }

    /** The form in which a person is told it. */
    @Override
    public String toString() {
        return RecipeText.answer(this);
    }
}
