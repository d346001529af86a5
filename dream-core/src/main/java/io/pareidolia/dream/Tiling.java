package io.pareidolia.dream;

import io.pareidolia.dream.picture.PictureSize;
import java.util.Comparator;
import java.util.List;

/** How a picture is covered by overlapping tiles, all of one size: each of the rows by each of the columns. */
record Tiling(TileAxis rows, TileAxis columns) {
    /** Smaller tiles see too little of the picture to dream well. */
    static final int SHORTEST = 224;

    /** The whole picture at once. */
    static Tiling whole(PictureSize size) {
        return new Tiling(TileAxis.whole(size.height()), TileAxis.whole(size.width()));
    }

    /**
     * The cheapest tiling whose gradients need no more than {@code bytes}; if there is none, the one that needs least.
     * A network of fixed size leaves no choice.
     *
     * @param size at least {@link GradientSource#least}
     */
    static Tiling of(PictureSize size, GradientSource source, long bytes) {
        if (source.fixedSize().isPresent()) {
            PictureSize tile = source.fixedSize().get();
            return new Tiling(
                    TileAxis.ofTile(size.height(), tile.height()), TileAxis.ofTile(size.width(), tile.width()));
        }
        Tiling whole = whole(size);
        if (whole.bytes(source) <= bytes) {
            return whole;
        }
        int shortest = Math.max(SHORTEST, source.smallestSide());
        List<Tiling> cheapestFirst = TileAxis.choices(size.height(), shortest).stream()
                .flatMap(rows ->
                        TileAxis.choices(size.width(), shortest).stream().map(columns -> new Tiling(rows, columns)))
                .sorted(Comparator.comparingLong(Tiling::work))
                .toList();
        return cheapestFirst.stream()
                .filter(tiling -> tiling.bytes(source) <= bytes)
                .findFirst()
                .orElseGet(() -> cheapestFirst.stream()
                        .min(Comparator.comparingLong(tiling -> tiling.bytes(source)))
                        .orElse(whole));
    }

    int count() {
        return rows.count() * columns.count();
    }

    /** The pixels that are run through the network for one gradient. */
    long work() {
        return (long) count() * rows.tile() * columns.tile();
    }

    /** Peak memory of the gradient of one tile. */
    long bytes(GradientSource source) {
        return source.bytesFor(rows.tile(), columns.tile());
    }

    /** Seconds for the gradient of the whole picture. */
    double seconds(GradientSource source) {
        return count() * source.secondsFor(rows.tile(), columns.tile());
    }

    /** "3×2 tiles of 640×480". */
    @Override
    public String toString() {
        return columns.count() + "×" + rows.count() + " tiles of " + new PictureSize(columns.tile(), rows.tile());
    }
}
