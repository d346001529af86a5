package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.Fingerprint;
import java.time.Duration;
import java.util.Optional;

/**
 * The pictures that nobody may bring again, and what those that were brought lately look like. Each method is one
 * transaction. A SHA-256 is 64 lower-case hexadecimal digits.
 */
public interface Blocklists {
    /** All that are blocked. */
    Blocklist all();

    /** A number that is another one after each change of {@link #all}: reading it costs nothing. */
    long version();

    /**
     * Blocks a picture: its file, and all that looks like it, if that is said or it was {@link #seen}.
     *
     * @param by who says so; this is audited
     * @param reason for those who wonder later
     * @return false if it was blocked already: by whom and why stays as it was, but what it looks like is learnt if it was
     *     seen since
     */
    boolean block(BlockedPicture picture, Author by, Reason reason);

    /** Lets a picture pass again. False if it was not blocked, or no file with this hash was. */
    boolean unblock(String sha256, Author by);

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
