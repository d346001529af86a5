package io.pareidolia.bot.job;

import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.Fingerprint;
import java.time.Duration;
import java.util.Optional;

/** The pictures that nobody may bring again, and what those that were brought lately look like. Each method is one transaction. */
public interface Blocklists {
    /** All that are blocked. */
    Blocklist all();

    /** A number that is another one after each change of {@link #all}: reading it costs nothing. */
    long version();

    /**
     * Blocks a picture: its file, and all that looks like it, if it was {@link #seen}.
     *
     * @param sha256 of its file, 64 lower-case hexadecimal digits
     * @param by who says so
     * @param reason for those who wonder later; empty if there is none to be told
     * @return false if it was blocked already, which changes neither by whom nor why
     */
    boolean block(String sha256, String by, String reason);

    /** Lets a picture pass again. False if it was not blocked. */
    boolean unblock(String sha256);

    /**
     * Remembers what a picture looks like, so that it can be blocked later.
     *
     * @param sha256 of its file
     * @param fingerprint empty if it is too plain for one
     */
    void seen(String sha256, Optional<Fingerprint> fingerprint);

    /** Forgets those that were not seen for so long. Returns how many. What is blocked stays known. */
    int forgetSeen(Duration age);
}
