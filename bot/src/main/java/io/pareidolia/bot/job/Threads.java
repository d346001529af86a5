package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.util.Optional;

/**
 * What the bot may still say in a thread: all that is said about one post. Each method is one transaction, and a message
 * that asks again is given what it was given before. Messages are named as in {@link Summons}.
 */
public interface Threads {
    /**
     * Takes one of the answers that a thread may have.
     *
     * @param most as many it may have
     * @return false if it has had them, or is {@linkplain #silence silent}
     */
    boolean admit(Scope community, String thread, String message, int most);

    /** Gives back what {@link #admit} took: there will be no answer. */
    void withdraw(Scope community, String thread, String message);

    /** How many answers were admitted. */
    int answers(Scope community, String thread);

    /** Whether this message is the one that is told, once in a thread, why there is no dream. */
    boolean explain(Scope community, String thread, String message);

    /** Nothing is said there any more, for ever. */
    void silence(Scope community, String thread, Reason why);

    /** Why nothing is said there any more; empty where that is not so. */
    Optional<Reason> silence(Scope community, String thread);
}
