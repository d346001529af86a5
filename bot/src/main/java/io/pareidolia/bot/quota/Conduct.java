package io.pareidolia.bot.quota;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who may not ask, and where nothing is dreamed, as it is kept. Each change is written into the audit table in the same
 * transaction.
 */
public interface Conduct {
    /** The bans on these scopes that hold now. */
    List<Ban> bans(Collection<Scope> scopes);

    /** All that hold now, the latest first. */
    List<Ban> bans();

    /**
     * Bans, in place of an earlier ban.
     *
     * @param length how long; empty for ever
     */
    void ban(Scope scope, Optional<Duration> length, Reason why, Author author);

    /** Ends a ban; false if there was none. */
    boolean pardon(Scope scope, Author author);

    /** The pauses of these scopes. */
    List<Pause> pauses(Collection<Scope> scopes);

    /** All pauses, the latest first. */
    List<Pause> pauses();

    /**
     * Lets jobs wait, in place of an earlier pause.
     *
     * @param scope everybody, a platform or a community
     */
    void pause(Scope scope, Reason sentence, Author author);

    /** Ends a pause; false if there was none. What is paused by another scope stays so. */
    boolean resume(Scope scope, Author author);
}
