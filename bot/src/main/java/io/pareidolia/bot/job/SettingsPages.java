package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Scope;
import java.util.Optional;

/** The settings pages of communities, as they were read. Each method is one transaction. */
public interface SettingsPages {
    Optional<SettingsPage> of(Scope community);

    /** It was read and can be used: from now on this holds. */
    void valid(Scope community, SettingsPage.Valid page);

    /** It was looked at in this revision, and what held before still holds. */
    void seen(Scope community, String revision);

    /**
     * Moderators are about to be told what is wrong with a revision.
     *
     * @return false if they were told, or an earlier attempt is not {@linkplain #untold known to have missed}
     */
    boolean tell(Scope community, String revision);

    /** They were told. */
    void told(Scope community, String revision);

    /** They were not, for certain. */
    void untold(Scope community, String revision);
}
