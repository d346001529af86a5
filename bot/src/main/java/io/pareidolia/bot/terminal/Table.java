package io.pareidolia.bot.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.WordUtils;

/** Rows of words in columns, for a terminal. */
public final class Table {
    private static final int GAP = 2;
    private static final int NARROWEST = 20;

    private Table() {}

    /**
     * Columns as wide as their words, the last one wrapped.
     *
     * @param width columns of the terminal
     * @param rows at least one, all of the same length
     * @return lines, each with its end
     */
    public static String of(int width, List<List<String>> rows) {
        int last = rows.get(0).size() - 1;
        int[] widths = IntStream.range(0, last)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String indent =
                " ".repeat(Arrays.stream(widths).map(column -> GAP + column).sum() + GAP);
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < last; column++) {
                table.append(" ".repeat(GAP)).append(StringUtils.rightPad(row.get(column), widths[column]));
            }
            String text =
                    WordUtils.wrap(row.get(last), Math.max(NARROWEST, width - indent.length()), "\n" + indent, false);
            table.append(" ".repeat(GAP)).append(text).append('\n');
        }
        return table.toString();
    }
}
