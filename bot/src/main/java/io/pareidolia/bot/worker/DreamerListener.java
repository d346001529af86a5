package io.pareidolia.bot.worker;

import io.pareidolia.dream.content.Fingerprint;
import java.nio.file.Path;
import java.util.Optional;

/** Who watches a job in the dreamer. Called by the thread that reads from the dreamer, which must not wait for long. */
public interface DreamerListener {
    /**
     * The picture was looked at; it may still be refused for what it shows.
     *
     * @param fingerprint by which it is known again once it is blocked; empty if it is too plain for that
     */
    default void seen(Optional<Fingerprint> fingerprint) {}

    /** The picture could be read. */
    default void decoded(DreamerProtocol.Decoded picture) {}

    /** One step more is done. */
    default void progressed(DreamerProtocol.Progress progress) {}

    /** There is a new preview in the file that was asked for; it stays until the next one takes its place. */
    default void previewed(Path preview) {}
}
