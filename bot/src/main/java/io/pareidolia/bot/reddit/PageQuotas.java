package io.pareidolia.bot.reddit;

import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Scope;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a subreddit's page says of quotas to the rules that the queue goes by. Only what a page has said is taken
 * away again when it says so no more; what the operator has set beside it stays.
 */
final class PageQuotas {
    /** The role of moderators whom their page's quota does not bind. */
    static final String MODERATOR = "moderator";

    private final Rules rules;
    private final Admission admission;

    PageQuotas(Rules rules, Admission admission) {
        this.rules = rules;
        this.admission = admission;
    }

    /** The role of those with this flair. */
    static String flair(String flair) {
        return "flair:" + flair.strip().toLowerCase(Locale.ROOT);
    }

    void apply(Scope community, SubredditRules before, SubredditRules now) {
        Map<Scope, Map<RuleKey, String>> former = said(community, before);
        Map<Scope, Map<RuleKey, String>> wanted = said(community, now);
        Author author = new Author(Author.Kind.PROGRAM, "wiki page of r/" + community.community());
        Set<Scope> scopes = new TreeSet<>((one, other) -> one.text().compareTo(other.text()));
        scopes.addAll(former.keySet());
        scopes.addAll(wanted.keySet());
        Map<Scope, Map<RuleKey, String>> kept = rules.of(scopes);
        for (Scope scope : scopes) {
            Map<RuleKey, String> there = kept.getOrDefault(scope, Map.of());
            Map<RuleKey, String> old = former.getOrDefault(scope, Map.of());
            Map<RuleKey, String> fresh = new EnumMap<>(RuleKey.class);
            fresh.putAll(wanted.getOrDefault(scope, Map.of()));
            fresh.computeIfPresent(
                    RuleKey.TOTAL_JOBS_PER_DAY, (total, value) -> least(value, there.get(total), old.get(total)));
            Set<RuleKey> gone = new TreeSet<>(old.keySet());
            gone.removeAll(fresh.keySet());
            gone.removeIf(key -> !Objects.equals(old.get(key), there.get(key)));
            fresh.entrySet().removeIf(value -> value.getValue().equals(there.get(value.getKey())));
            if (!gone.isEmpty()) {
                rules.reset(scope, gone, author);
            }
            if (!fresh.isEmpty()) {
                rules.set(scope, fresh, author);
            }
        }
    }

    /** No more than the operator has said, whose word it is if it was not the page's. */
    private static String least(String value, @Nullable String there, @Nullable String old) {
        return there != null && !there.equals(old) && Integer.parseInt(there) < Integer.parseInt(value) ? there : value;
    }

    private Map<Scope, Map<RuleKey, String>> said(Scope community, SubredditRules page) {
        Map<RuleKey, String> all = new EnumMap<>(RuleKey.class);
        page.quota().member().ifPresent(most -> all.put(RuleKey.JOBS_PER_DAY, String.valueOf(most)));
        page.quota().subreddit().ifPresent(most -> all.put(RuleKey.TOTAL_JOBS_PER_DAY, String.valueOf(most)));
        page.largestSize().ifPresent(most -> all.put(RuleKey.LARGEST_SIZE, String.valueOf(most)));
        names(RuleKey.LOOKS, page.looks(), all);
        names(RuleKey.NETWORKS, page.networks(), all);
        Map<Scope, Map<RuleKey, String>> said = new HashMap<>();
        if (!all.isEmpty()) {
            said.put(community, all);
        }
        page.quota()
                .flairs()
                .forEach((flair, most) ->
                        said.put(role(community, flair(flair)), Map.of(RuleKey.JOBS_PER_DAY, String.valueOf(most))));
        if (page.moderatorsExempt() && page.quota().isSaid()) {
            String usual = admission
                    .limits(Scope.platform(RedditFront.NAME))
                    .value(RuleKey.JOBS_PER_DAY)
                    .text();
            said.put(role(community, MODERATOR), Map.of(RuleKey.JOBS_PER_DAY, usual));
        }
        return said;
    }

    private static Scope role(Scope community, String role) {
        return Scope.role(RedditFront.NAME, community.community(), role);
    }

    private static void names(RuleKey key, List<String> names, Map<RuleKey, String> values) {
        if (!names.isEmpty()) {
            key.read(String.join(",", names)).ifPresent(text -> values.put(key, text));
        }
    }
}
