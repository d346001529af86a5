package io.pareidolia.dream.picture;

import io.pareidolia.dream.failure.DreamException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pictures side by side on a dark ground, each with its words beneath: samplers, atlases and filmstrips.
 */
public final class ContactSheet {
    private static final float GROUND = 22;
    private static final float INK = 225;

    /** More pixels would not fit a common machine's memory. */
    private static final long MOST_PIXELS = 64_000_000;

    private final int columns;
    private final List<Tile> tiles;
    private final PictureSize cell;
    private final int gap;
    private final int scale;
    private final Lettering lettering;

    /** A picture and the words beneath it, which may be empty. */
    public record Tile(Picture picture, String label) {}

    private ContactSheet(List<Tile> tiles, int columns) {
        if (tiles.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("a sheet of nothing");
        }
        this.tiles = tiles;
        this.columns = Math.min(columns, tiles.size());
        cell = cell(tiles);
        gap = gap(cell);
        scale = Math.max(1, cell.longest() / 700);
        boolean largeFits =
                tiles.stream().allMatch(tile -> linesOf(tile, Lettering.LARGE).size() <= 3);
        lettering = largeFits ? Lettering.LARGE : Lettering.SMALL;
    }

    /** Row by row, {@code columns} tiles a row. Smaller pictures stand at the foot of their cells. */
    public static Picture grid(List<Tile> tiles, int columns) {
        return new ContactSheet(tiles, columns).draw();
    }

    /**
     * In one row, the first on the left, or in as few rows of about equal length as {@code widest} pixels allow; at
     * least one tile a row.
     */
    public static Picture filmstrip(List<Tile> tiles, int widest) {
        PictureSize cell = cell(tiles);
        int gap = gap(cell);
        int fitting = Math.max(1, (widest - gap) / (cell.width() + gap));
        int rows = (tiles.size() + fitting - 1) / fitting;
        return grid(tiles, (tiles.size() + rows - 1) / rows);
    }

    private static PictureSize cell(List<Tile> tiles) {
        Comparator<Integer> order = Comparator.naturalOrder();
        return new PictureSize(
                tiles.stream().map(tile -> tile.picture().width()).max(order).orElseThrow(),
                tiles.stream().map(tile -> tile.picture().height()).max(order).orElseThrow());
    }

    private static int gap(PictureSize cell) {
        return Math.max(4, cell.longest() / 40);
    }

    private List<String> linesOf(Tile tile, Lettering letters) {
        return tile.label().isBlank()
                ? List.of()
                : Lettering.lines(tile.label(), Math.max(1, cell.width() / (letters.width() * scale)));
    }

    private Picture draw() {
        List<Integer> labelHeights = new ArrayList<>();
        int rows = (tiles.size() + columns - 1) / columns;
        for (int row = 0; row < rows; row++) {
            int lines = rowOf(row).stream()
                    .mapToInt(tile -> linesOf(tile, lettering).size())
                    .max()
                    .orElse(0);
            labelHeights.add(lines == 0 ? 0 : lines * lettering.height() * scale + gap / 2);
        }
        long width = gap + (long) columns * (cell.width() + gap);
        long height = gap
                + (long) rows * (cell.height() + gap)
                + labelHeights.stream().mapToLong(label -> label).sum();
        if (width * height > MOST_PIXELS) {
            throw DreamException.input("A sheet of " + tiles.size() + " pictures of " + cell
                    + " would be larger than 64 megapixels; ask for fewer or smaller ones.");
        }
        Picture sheet = Picture.filled((int) width, (int) height, GROUND, GROUND, GROUND);
        int top = gap;
        for (int row = 0; row < rows; row++) {
            int left = gap;
            for (Tile tile : rowOf(row)) {
                draw(tile, sheet, left, top);
                left += cell.width() + gap;
            }
            top += cell.height() + labelHeights.get(row) + gap;
        }
        return sheet;
    }

    private List<Tile> rowOf(int row) {
        return tiles.subList(row * columns, Math.min(tiles.size(), (row + 1) * columns));
    }

    private void draw(Tile tile, Picture sheet, int left, int top) {
        Picture picture = tile.picture();
        int x = left + (cell.width() - picture.width()) / 2;
        int y = top + cell.height() - picture.height();
        for (int channel = 0; channel < 3; channel++) {
            for (int row = 0; row < picture.height(); row++) {
                int from = (channel * picture.height() + row) * picture.width();
                int to = (channel * sheet.height() + y + row) * sheet.width() + x;
                System.arraycopy(picture.planes(), from, sheet.planes(), to, picture.width());
            }
        }
        int lineTop = top + cell.height() + gap / 2;
        for (String line : linesOf(tile, lettering)) {
            lettering.draw(sheet, left, lineTop, line, INK, scale);
            lineTop += lettering.height() * scale;
        }
    }
}
