package io.pareidolia.bot.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Progress for files and pipes: a whole line whenever a new stage begins, and every ten seconds between. */
final class ProgressLines implements Progress {
    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter err;
    private final String label;
    private final LongSupplier nanoseconds;
    private int stage;
    private long said;

    ProgressLines(PrintWriter err, String label, LongSupplier nanoseconds) {
        this.err = err;
        this.label = label;
        this.nanoseconds = nanoseconds;
    }

    @Override
    public void show(double share, String detail, int stageNow, double secondsLeft) {
        long now = nanoseconds.getAsLong();
        if (stageNow == stage && now - said < BETWEEN) {
            return;
        }
        stage = stageNow;
        said = now;
        String left = TimeLeft.words(secondsLeft);
        err.println(label + ": " + detail
                + String.format(Locale.ROOT, ", %.0f %%", 100 * Math.min(1, Math.max(0, share)))
                + (left.isEmpty() ? "" : ", " + left));
    }

    @Override
    public void close() {
        // whole lines leave nothing to tidy up
    }
}
