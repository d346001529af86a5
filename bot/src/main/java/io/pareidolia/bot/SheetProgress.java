package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.dream.DreamSheet;
import java.util.function.BooleanSupplier;

/** Hands the progress of a sheet on to the terminal. */
record SheetProgress(Progress progress, BooleanSupplier cancel) implements DreamSheet.Listener {
    @Override
    public void progressed(DreamSheet.Progress now) {
        progress.show(
                now.share(),
                "picture " + now.picture() + " of " + now.pictures() + ": " + now.words(),
                now.picture(),
                now.secondsLeft());
    }

    @Override
    public boolean cancelled() {
        return cancel.getAsBoolean();
    }
}
