package io.pareidolia.dream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one side of a picture is covered by tiles of one length that overlap. In an overlap, the quarter next to a tile's
 * edge is not trusted, since the network sees nothing beyond; between these quarters one tile fades into the other.
 *
 * @param length the picture's side in pixels
 * @param tile the tiles' side, at most {@code length}
 * @param starts where each tile begins; the first at 0, the last ends at {@code length}
 */
record TileAxis(int length, int tile, List<Integer> starts) {
    /** Networks reduce by powers of two up to this; tiles that begin on its multiples see the same grid. */
    private static final int GRID = 32;

    /** Overlap beyond this is not worth its time. */
    private static final int ENOUGH_OVERLAP = 192;

    TileAxis {
        starts = List.copyOf(starts);
    }

    /** One tile. */
    static TileAxis whole(int length) {
        return new TileAxis(length, length, List.of(0));
    }

    /** Tiles of a given length, at most {@code length}, evenly spread; neighbours overlap by a quarter or more. */
    static TileAxis ofTile(int length, int tile) {
        int overlap = tile / 4;
        int apart = tile - overlap;
        int count = (length - overlap + apart - 1) / apart;
        int gaps = Math.max(1, count - 1);
        return new TileAxis(
                length,
                tile,
                IntStream.range(0, count)
                        .map(i -> (int) ((long) i * (length - tile) / gaps))
                        .boxed()
                        .toList());
    }

    /**
     * Every way to cover a side: whole, with two tiles, three … as long as no tile is shorter than {@code shortest}.
     * The starts lie on multiples of {@value #GRID}; neighbours overlap by a quarter, or by {@value #ENOUGH_OVERLAP}.
     */
    static List<TileAxis> choices(int length, int shortest) {
        List<TileAxis> choices = new ArrayList<>();
        choices.add(whole(length));
        for (int count = 2; ; count++) {
            int aQuarter = 3 * length / (3 * count + 1);
            int enough = (length - ENOUGH_OVERLAP) / count;
            int apart = Math.max(aQuarter, enough) / GRID * GRID;
            int tile = length - (count - 1) * apart;
            if (apart < GRID || tile < shortest) {
                return choices;
            }
            choices.add(new TileAxis(
                    length,
                    tile,
                    IntStream.range(0, count).map(i -> i * apart).boxed().toList()));
        }
    }

    int count() {
        return starts.size();
    }

    /** The least number of pixels that two neighbours share; 0 if there is one tile. */
    int overlap() {
        return IntStream.range(1, count())
                .map(i -> starts.get(i - 1) + tile - starts.get(i))
                .min()
                .orElse(0);
    }

    /** How much each tile counts at each of its positions; at each pixel of the picture all shares add up to 1. */
    float[][] shares() {
        double[] sum = new double[length];
        double[][] weights = new double[count()][tile];
        for (int i = 0; i < count(); i++) {
            for (int at = 0; at < tile; at++) {
                weights[i][at] = weight(i, at);
                sum[starts.get(i) + at] += weights[i][at];
            }
        }
        float[][] shares = new float[count()][tile];
        for (int i = 0; i < count(); i++) {
            for (int at = 0; at < tile; at++) {
                shares[i][at] = (float) (weights[i][at] / sum[starts.get(i) + at]);
            }
        }
        return shares;
    }

    /** Before normalising: 0 in the margin, then rising to 1. The picture's own borders are no edges of tiles. */
    private double weight(int index, int at) {
        double fromStart = index == 0 ? tile : at + 0.5;
        double fromEnd = index == count() - 1 ? tile : tile - at - 0.5;
        int margin = overlap() / 4;
        int ramp = Math.max(1, overlap() - 2 * margin);
        return Math.min(1, Math.max(0, (Math.min(fromStart, fromEnd) - margin) / ramp));
    }
}
