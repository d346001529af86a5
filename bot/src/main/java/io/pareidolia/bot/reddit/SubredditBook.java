package io.pareidolia.bot.reddit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.SettingsPage;
import io.pareidolia.bot.job.SettingsPages;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.Subreddit;
import io.pareidolia.bot.reddit.client.WikiPage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds in a subreddit: what Reddit says of it, and what its moderators say on their page. A page that cannot be
 * used is answered once a revision, and what held before goes on.
 */
final class SubredditBook {
    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final int MANY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(SubredditBook.class);

    private final RedditClient client;
    private final SettingsPages pages;
    private final RulesReader reader;
    private final Cache<String, Subreddit> known =
            Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(MANY).build();
    private final Cache<String, SubredditRules> read =
            Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(MANY).build();

    SubredditBook(RedditClient client, SettingsPages pages, RulesReader reader) {
        this.client = client;
        this.pages = pages;
        this.reader = reader;
    }

    static Scope scope(String subreddit) {
        return Scope.community(RedditFront.NAME, subreddit.toLowerCase(Locale.ROOT));
    }

    /** What Reddit says of it, at most some minutes ago. */
    Subreddit about(String subreddit) {
        Subreddit now = known.getIfPresent(subreddit);
        if (now == null) {
            now = client.about(subreddit);
            known.put(subreddit, now);
        }
        return now;
    }

    /** What its moderators say, read some minutes ago at most; for an answer. */
    SubredditRules rules(String subreddit) {
        SubredditRules now = read.getIfPresent(subreddit);
        return now == null ? readAgain(subreddit) : now;
    }

    /** What its moderators say at this moment; for a summons. */
    SubredditRules readAgain(String subreddit) {
        SubredditRules now = about(subreddit).moderator() ? page(subreddit) : lastGood(pages.of(scope(subreddit)));
        read.put(subreddit, now);
        return now;
    }

    private SubredditRules page(String subreddit) {
        Scope scope = scope(subreddit);
        Optional<SettingsPage> before = pages.of(scope);
        Optional<WikiPage> page;
        try {
            page = client.wiki(subreddit, SubredditRules.PAGE);
        } catch (RedditFailure failure) {
            LOG.info("r/{}: its page cannot be read: {}", subreddit, failure.sentence());
            return lastGood(before);
        }
        if (page.isEmpty()) {
            return lastGood(before);
        }
        WikiPage now = page.get();
        if (before.filter(known -> known.seen().equals(now.revision())).isPresent()) {
            return lastGood(before);
        }
        return taken(subreddit, scope, before, now);
    }

    private SubredditRules taken(String subreddit, Scope scope, Optional<SettingsPage> before, WikiPage now) {
        RulesReading reading = reader.read(now.text());
        if (reading instanceof RulesReading.Read good) {
            pages.valid(scope, new SettingsPage.Valid(now.revision(), now.text()));
            LOG.info("r/{}: its page of {} by {} holds now", subreddit, now.changed(), now.author());
            return good.rules();
        }
        pages.seen(scope, now.revision());
        if (reading instanceof RulesReading.Faulty faulty) {
            tell(subreddit, scope, now.revision(), FaultLetter.of(subreddit, faulty.faults()));
        } else if (before.flatMap(SettingsPage::valid).isPresent()) {
            tell(subreddit, scope, now.revision(), FaultLetter.empty(subreddit));
        }
        return lastGood(before);
    }

    private void tell(String subreddit, Scope scope, String revision, FaultLetter letter) {
        if (!pages.tell(scope, revision)) {
            return;
        }
        try {
            client.modmail(subreddit, letter.subject(), letter.text());
            pages.told(scope, revision);
        } catch (RedditFailure failure) {
            LOG.warn("r/{}: its moderators could not be told of their page: {}", subreddit, failure.sentence());
            if (failure.kind() != RedditFailure.Kind.UNKNOWN) {
                pages.untold(scope, revision);
            }
        }
    }

    private SubredditRules lastGood(Optional<SettingsPage> before) {
        return before.flatMap(SettingsPage::valid)
                .map(valid -> reader.read(valid.text()))
                .filter(RulesReading.Read.class::isInstance)
                .map(reading -> ((RulesReading.Read) reading).rules())
                .orElse(SubredditRules.USUAL);
    }
}
