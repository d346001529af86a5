package io.pareidolia.bot.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Progress for a terminal: one line, written over and over, that drops its parts one after another where the terminal
 * is narrow. It never grows beyond the line, since a terminal that wraps could not be written over.
 */
final class ProgressBar implements Progress {
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LONGEST_LABEL = 28;
    private static final String ERASE = "\r\u001B[K";
    private static final String COLOUR = "\u001B[35m";
    private static final String PLAIN = "\u001B[0m";
    /** The roomiest first. */
    private static final List<Layout> LAYOUTS = List.of(
            new Layout(true, 30, true, true),
            new Layout(true, 20, true, true),
            new Layout(true, 10, true, true),
            new Layout(true, 10, false, true),
            new Layout(false, 10, false, true),
            new Layout(false, 0, false, true),
            new Layout(false, 0, false, false));

    private final PrintWriter err;
    private final String label;
    private final Terminal.Abilities abilities;
    private final int width;
    private final LongSupplier nanoseconds;
    private double furthest;
    private boolean drawn;
    private long drawnAt;

    /** What of the line is shown; always with the percentage. */
    private record Layout(boolean label, int cells, boolean detail, boolean left) {}

    ProgressBar(PrintWriter err, String label, Terminal.Abilities abilities, int width, LongSupplier nanoseconds) {
        this.err = err;
        this.label = shortened(label);
        this.abilities = abilities;
        this.width = width;
        this.nanoseconds = nanoseconds;
    }

    @Override
    public void show(double share, String detail, int stage, double secondsLeft) {
        long now = nanoseconds.getAsLong();
        if (drawn && now - drawnAt < BETWEEN && share < 1) {
            return;
        }
        drawn = true;
        drawnAt = now;
        // an estimate that turns out too bold must not make the bar run backwards
        furthest = Math.max(furthest, Math.min(1, share));
        err.print(ERASE + line(detail, TimeLeft.words(secondsLeft)));
        err.flush();
    }

    @Override
    public void close() {
        if (drawn) {
            err.print(ERASE);
            err.flush();
        }
    }

    private String line(String detail, String left) {
        return LAYOUTS.stream()
                .filter(layout -> columns(parts(layout, detail, left, false)) < width)
                .findFirst()
                .map(layout -> parts(layout, detail, left, abilities.colours()))
                .orElse("");
    }

    private String parts(Layout layout, String detail, String left, boolean coloured) {
        String percent = String.format(Locale.ROOT, "%3d %%", (int) (100 * furthest));
        return Stream.of(
                        layout.label ? label : "",
                        bar(layout.cells, coloured),
                        percent,
                        layout.detail ? detail : "",
                        layout.left ? left : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private String bar(int cells, boolean coloured) {
        int full = (int) (cells * furthest);
        String done = (abilities.blocks() ? "█" : "#").repeat(full);
        String open = (abilities.blocks() ? "░" : "-").repeat(cells - full);
        return coloured && cells > 0 ? COLOUR + done + PLAIN + open : done + open;
    }

    /** Columns a terminal uses: Chinese, Japanese and Korean characters and pictographs take two. */
    private static int columns(String text) {
        return text.codePoints()
                .map(point -> point >= 0x2E80 || (point >= 0x1100 && point <= 0x115F) ? 2 : 1)
                .sum();
    }

    private static String shortened(String name) {
        StringBuilder kept = new StringBuilder();
        for (int point : name.codePoints().toArray()) {
            if (columns(kept.toString()) + 2 > LONGEST_LABEL) {
                return kept + "~";
            }
            kept.appendCodePoint(point);
        }
        return kept.toString();
    }
}
