package io.pareidolia.dream;

import io.pareidolia.dream.picture.PictureSize;
import java.util.List;

/** Makes the dreams of a sampler small enough, so that all of them together cost no more than one usual dream. */
final class Sampler {
    /** A smaller picture shows nothing of a look; below it, steps are saved instead. */
    private static final int SMALLEST = 160;

    /** Small pictures cost more than their area says: the network is prepared for each size of each look. */
    private static final double SHARE = 0.55;

    private Sampler() {}

    /**
     * The same recipes at the largest common size, up to {@code largest}, at which they cost no more than
     * {@code usual}. If that is too small to see anything, they are dreamed larger with fewer steps.
     */
    static List<DreamSheet.Entry> affordable(
            List<DreamSheet.Entry> tiles, Recipe usual, int largest, PictureSize photo) {
        double most = SHARE * work(usual, photo);
        int size = Math.min(largest, usual.size());
        while (size > SMALLEST && work(atSize(tiles, size), photo) > most) {
            size--;
        }
        List<DreamSheet.Entry> small = atSize(tiles, size);
        double affordable = Math.min(1, most / work(small, photo));
        return small.stream()
                .map(tile -> new DreamSheet.Entry(tile.words(), tile.recipe().withSteps((int)
                        Math.max(1, tile.recipe().steps() * affordable))))
                .toList();
    }

    private static List<DreamSheet.Entry> atSize(List<DreamSheet.Entry> tiles, int size) {
        return tiles.stream()
                .map(tile -> new DreamSheet.Entry(tile.words(), tile.recipe().rescaled(size)))
                .toList();
    }

    private static double work(List<DreamSheet.Entry> tiles, PictureSize photo) {
        return tiles.stream().mapToDouble(tile -> work(tile.recipe(), photo)).sum();
    }

    /** Pixels that are run through the network. */
    static double work(Recipe recipe, PictureSize photo) {
        PictureSize size = DreamPlan.resultSize(photo, recipe.size(), new PictureSize(1, 1));
        return recipe.steps()
                * (double) DreamPlan.octaveSizes(size, recipe.octaves(), recipe.scale()).stream()
                        .mapToLong(PictureSize::pixels)
                        .sum();
    }
}
