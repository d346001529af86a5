package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * What moderators have written down for the bot where their community keeps its pages.
 *
 * @param valid what holds: the latest that could be used
 * @param seen the latest revision, which may be of no use
 * @param fault of which moderators were told last
 * @param read when it was looked at last
 */
public record SettingsPage(Scope community, Optional<Valid> valid, String seen, Optional<Fault> fault, Instant read) {
    /** A revision that could be used. */
    public record Valid(String revision, String text) {
        public Valid {
            text = Received.storable(text);
        }
    }

    /**
     * A revision that is of no use.
     *
     * @param told false if moderators were about to be told, and nobody knows whether they were
     */
    public record Fault(String revision, boolean told) {}
}
