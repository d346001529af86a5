package io.pareidolia.dream;

/** Who watches a dream and may end it. Called by the thread that dreams. */
@FunctionalInterface
public interface DreamListener {
    /** One step more is done. What this throws ends the dream. */
    void progressed(DreamProgress progress);

    /** Asked before every gradient: true ends the dream with a {@code CANCELLED} exception. */
    default boolean cancelled() {
        return false;
    }
}
