package io.pareidolia.bot.quota;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What the rules say, as they are kept. Each change is written into the audit table in the same transaction. */
public interface Rules {
    /** The values that rules about these scopes give; scopes without any are left out. */
    Map<Scope, Map<RuleKey, String>> of(Collection<Scope> scopes);

    /** All rules, sorted by the text of their scopes. */
    Map<Scope, Map<RuleKey, String>> all();

    /**
     * Sets values, all of them or none.
     *
     * @param values as {@link RuleKey#read} gives them
     * @throws IllegalArgumentException if one does not fit the scope or is not up to the author
     */
    void set(Scope scope, Map<RuleKey, String> values, Author author);

    /**
     * Takes values away, so that those of wider scopes hold again.
     *
     * @param keys all if there are none
     * @return those that were set
     */
    Set<RuleKey> reset(Scope scope, Set<RuleKey> keys, Author author);
}
