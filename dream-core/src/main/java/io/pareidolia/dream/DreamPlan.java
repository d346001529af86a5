package io.pareidolia.dream;

import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a recipe comes to for a picture of some size: the sizes that are dreamed, their tiles, and what is done
 * otherwise than asked. Arithmetic only.
 *
 * @param size of the result
 * @param octaves the smallest first, at least one; the last has the result's size
 * @param remarks a sentence each
 */
record DreamPlan(PictureSize size, List<Octave> octaves, List<String> remarks) {
    /** What is too narrow for a network is enlarged as a whole, but no further than this. */
    private static final int LONGEST_SIDE = 8192;

    /** One of the sizes. */
    record Octave(PictureSize size, Tiling tiling) {}

    DreamPlan {
        octaves = List.copyOf(octaves);
        remarks = List.copyOf(remarks);
    }

    /**
     * @param recipe its {@code size} is kept to, unless a side would be too short for the network
     * @param photo the size of the picture to dream on
     * @param gradientBytes memory for one gradient, in bytes
     */
    static DreamPlan of(Recipe recipe, PictureSize photo, GradientSource source, long gradientBytes) {
        List<String> remarks = new ArrayList<>();
        PictureSize least = source.least();
        PictureSize size = resultSize(photo, recipe.size(), least);
        if (!size.equals(photo.withLongest(recipe.size()))) {
            remarks.add("The network takes no picture smaller than " + least + " pixels, so this one was enlarged to "
                    + size + ".");
        }
        List<Octave> octaves = new ArrayList<>();
        for (PictureSize octave : octaveSizes(size, recipe.octaves(), recipe.scale())) {
            if (runs(octave, least)) {
                octaves.add(new Octave(octave, Tiling.of(octave, source, gradientBytes)));
            }
        }
        Collections.reverse(octaves);
        int dropped = recipe.octaves() - octaves.size();
        if (dropped > 0) {
            remarks.add((dropped == 1 ? "The smallest" : "The smallest " + dropped) + " of " + recipe.octaves()
                    + " octaves " + (dropped == 1 ? "was" : "were")
                    + " left out, because the network takes no picture smaller than "
                    + least + " pixels.");
        }
        Tiling largest = octaves.get(octaves.size() - 1).tiling();
        if (largest.count() > 1) {
            remarks.add(
                    source.fixedSize().isPresent()
                            ? "This network runs at " + source.fixedSize().get()
                                    + " pixels only, so it dreams this picture in " + largest + "."
                            : "To fit the memory, this picture is dreamed in " + largest + ".");
        }
        return new DreamPlan(size, octaves, remarks);
    }

    /**
     * The size of the result: longest side {@code longest}, proportions kept. If a side is then too short, both grow
     * until it is not; a picture so narrow that the other would pass {@value #LONGEST_SIDE} loses its proportions.
     */
    static PictureSize resultSize(PictureSize photo, int longest, PictureSize least) {
        PictureSize asked = photo.withLongest(longest);
        if (runs(asked, least)) {
            return asked;
        }
        double larger = Math.max((double) least.width() / photo.width(), (double) least.height() / photo.height());
        return new PictureSize(
                grown(photo.width() * larger, least.width()), grown(photo.height() * larger, least.height()));
    }

    private static int grown(double side, int least) {
        return Math.max(least, (int) Math.min(LONGEST_SIDE, Math.rint(side)));
    }

    private static boolean runs(PictureSize size, PictureSize least) {
        return size.width() >= least.width() && size.height() >= least.height();
    }

    /**
     * The sizes of all octaves, the largest first, each side the one before divided by {@code scale} and rounded half
     * to even, as SciPy's zoom does. They end early where a side would have no pixel left.
     */
    static List<PictureSize> octaveSizes(PictureSize largest, int octaves, double scale) {
        List<PictureSize> sizes = new ArrayList<>();
        sizes.add(largest);
        while (sizes.size() < octaves) {
            PictureSize before = sizes.get(sizes.size() - 1);
            int width = (int) Math.rint(before.width() / scale);
            int height = (int) Math.rint(before.height() / scale);
            if (width < 1 || height < 1) {
                break;
            }
            sizes.add(new PictureSize(width, height));
        }
        return sizes;
    }
}
