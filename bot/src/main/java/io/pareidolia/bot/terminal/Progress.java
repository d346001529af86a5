package io.pareidolia.bot.terminal;

/** How far something is, as it is shown to a person. Used by one thread at a time. */
public interface Progress extends AutoCloseable {
    /**
     * Shows a new state, now or soon.
     *
     * @param share what is done of the whole, 0 to 1
     * @param detail a few words such as "octave 2 of 4"; a change of {@code stage} is always shown
     * @param stage the part of the whole it is in, counted from 1
     * @param secondsLeft seconds until the end, as far as known
     */
    void show(double share, String detail, int stage, double secondsLeft);

    /** Ends the showing and leaves the place as it was found. */
    @Override
    void close();
}
