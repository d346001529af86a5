package io.pareidolia.dream.network;

/** Who watches a download; called on the thread that downloads, at most once a piece of 64 KiB. */
public interface DownloadListener {
    /** For those who do not look. */
    DownloadListener NONE = (done, total) -> {};

    /** {@code done} of {@code total} bytes are here. {@code done} may fall back to zero where a server starts again. */
    void progressed(long done, long total);

    /** True to stop; what came so far stays for the next time. */
    default boolean cancelled() {
        return false;
    }
}
