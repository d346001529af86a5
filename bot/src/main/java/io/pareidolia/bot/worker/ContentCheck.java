package io.pareidolia.bot.worker;

import io.pareidolia.dream.picture.Picture;

/**
 * The place of the content filter: it sees the picture as soon as it is decoded, and the dream before it is written.
 * There is no filter yet, so everything passes.
 */
final class ContentCheck {
    /**
     * The first step of the work.
     *
     * @throws io.pareidolia.dream.failure.DreamException of kind {@code INPUT} if nobody shall dream on this picture
     */
    void source(Picture picture) {}

    /** The last step of the work. */
    void result(Picture picture) {}
}
