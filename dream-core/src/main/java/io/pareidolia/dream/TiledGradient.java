package io.pareidolia.dream;

import io.pareidolia.dream.GradientSource.Gradient;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The gradient of a whole picture, put together from those of its tiles, each fading into its neighbours. */
final class TiledGradient {
    private final GradientSource source;
    private final Tiling tiling;
    private final float[][] rowShares;
    private final float[][] columnShares;

    TiledGradient(GradientSource source, Tiling tiling) {
        this.source = source;
        this.tiling = tiling;
        this.rowShares = tiling.rows().shares();
        this.columnShares = tiling.columns().shares();
    }

    /**
     * As {@link GradientSource#gradient}. The objective is the sum over the tiles, scaled to the picture's area.
     *
     * @param cancelled asked before each tile
     */
    Gradient gradient(float[] picture, int height, int width, BooleanSupplier cancelled) {
        if (tiling.count() == 1) {
            stopIf(cancelled);
            return source.gradient(picture, height, width);
        }
        int tileHeight = tiling.rows().tile();
        int tileWidth = tiling.columns().tile();
        float[] blended = new float[picture.length];
        double objective = 0;
        for (int row = 0; row < tiling.rows().count(); row++) {
            for (int column = 0; column < tiling.columns().count(); column++) {
                stopIf(cancelled);
                int top = tiling.rows().starts().get(row);
                int left = tiling.columns().starts().get(column);
                float[] tile = new float[3 * tileHeight * tileWidth];
                for (int line = 0; line < 3 * tileHeight; line++) {
                    System.arraycopy(
                            picture, at(line, tileHeight, top, left, height, width), tile, line * tileWidth, tileWidth);
                }
                Gradient part = source.gradient(tile, tileHeight, tileWidth);
                objective += part.objective();
                for (int line = 0; line < 3 * tileHeight; line++) {
                    int to = at(line, tileHeight, top, left, height, width);
                    float rowShare = rowShares[row][line % tileHeight];
                    for (int x = 0; x < tileWidth; x++) {
                        blended[to + x] += rowShare * columnShares[column][x] * part.values()[line * tileWidth + x];
                    }
                }
            }
        }
        return new Gradient(blended, objective * height * width / tiling.work());
    }

    /** As {@link GradientSource#ascended}; empty for a picture of several tiles, too. */
    Optional<GradientSource.Ascended> ascended(
            Picture picture, int down, int right, double step, int smooth, BooleanSupplier cancelled) {
        if (tiling.count() > 1) {
            return Optional.empty();
        }
        stopIf(cancelled);
        return source.ascended(picture.planes(), picture.height(), picture.width(), down, right, step, smooth);
    }

    /** Where in the picture a tile's line begins; the lines of its three planes are counted through. */
    private static int at(int line, int tileHeight, int top, int left, int height, int width) {
        return (line / tileHeight * height + top + line % tileHeight) * width + left;
    }

    private static void stopIf(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw DreamException.cancelled();
        }
    }
}
