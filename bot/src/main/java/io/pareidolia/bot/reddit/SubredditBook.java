package io.pareidolia.bot.reddit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.Closure;
import io.pareidolia.bot.job.Closures;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.job.SettingsPage;
import io.pareidolia.bot.job.SettingsPages;
import io.pareidolia.bot.language.Language;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.Subreddit;
import io.pareidolia.bot.reddit.client.WikiPage;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds in a subreddit: what Reddit says of it, and what its moderators say on their page. A page that cannot be
 * used is answered once a revision, and what held before goes on.
 */
final class SubredditBook {
    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final Duration CLOSED = Duration.ofDays(1);
    private static final Reason UNSAID = new Reason("Reddit does not say why");
    private static final int MANY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(SubredditBook.class);

    private final RedditClient client;
    private final SettingsPages pages;
    private final Closures closures;
    private final Departures departures;
    private final RulesReader reader;
    private final PageQuotas quotas;
    private final Cache<String, Subreddit> known;
    private final Cache<String, SubredditRules> read;

    SubredditBook(
            RedditClient client,
            SettingsPages pages,
            Closures closures,
            Departures departures,
            RulesReader reader,
            PageQuotas quotas,
            Clock clock) {
        this.client = client;
        this.pages = pages;
        this.closures = closures;
        this.departures = departures;
        this.reader = reader;
        this.quotas = quotas;
        Caffeine<Object, Object> soon = Caffeine.newBuilder()
                .expireAfterWrite(KNOWN)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .maximumSize(MANY);
        this.known = soon.build();
        this.read = soon.build();
    }

    static Scope scope(String subreddit) {
        return Scope.community(RedditFront.NAME, subreddit.toLowerCase(Locale.ROOT));
    }

    /** What Reddit says of it, at most some minutes ago. */
    Subreddit about(String subreddit) {
        String name = subreddit.toLowerCase(Locale.ROOT);
        Subreddit now = known.getIfPresent(name);
        if (now == null) {
            now = asked(subreddit);
            known.put(name, now);
            noticed(now);
        }
        return now;
    }

    private Subreddit asked(String subreddit) {
        try {
            return client.about(subreddit);
        } catch (RedditFailure failure) {
            if (failure.kind() == RedditFailure.Kind.FORBIDDEN || failure.kind() == RedditFailure.Kind.GONE) {
                close(subreddit, failure.kind(), failure.sentence());
            }
            throw failure;
        }
    }

    private void noticed(Subreddit now) {
        Scope scope = scope(now.name());
        if (now.moderator()) {
            departures.present(scope);
        } else if (departures.present(RedditFront.NAME).contains(scope)) {
            departures.left(scope);
            LOG.info("r/{}: the bot does not moderate it any more", now.name());
        }
        if (now.muted()) {
            LOG.warn("r/{} has muted the bot: its moderators cannot be told anything", now.name());
        }
        if (now.banned()) {
            close(now.name(), RedditFailure.Kind.FORBIDDEN, "The bot is banned from r/" + now.name() + ".");
        }
    }

    /** Forgets what Reddit said of it: something has changed. */
    void forget(String subreddit) {
        known.invalidate(subreddit.toLowerCase(Locale.ROOT));
    }

    /** It does not let the bot in; nobody tries again for a day. */
    void close(String subreddit, RedditFailure.Kind kind, String why) {
        closures.close(
                scope(subreddit),
                kind.name().toLowerCase(Locale.ROOT),
                Reason.of(why).orElse(UNSAID),
                CLOSED);
        forget(subreddit);
        LOG.warn("r/{}: nothing is answered there for a day: {}", subreddit, why);
    }

    /** Why nothing is answered there; empty if it lets the bot in. */
    Optional<String> closure(String subreddit) {
        return closures.of(scope(subreddit)).map(Closure::why).map(Reason::text);
    }

    /** What its moderators say, read some minutes ago at most; for an answer. */
    SubredditRules rules(String subreddit) {
        SubredditRules now = read.getIfPresent(subreddit.toLowerCase(Locale.ROOT));
        return now == null ? readAgain(subreddit) : now;
    }

    /** What its moderators say at this moment; for a summons. */
    SubredditRules readAgain(String subreddit) {
        SubredditRules now = about(subreddit).moderator() ? page(subreddit) : lastGood(pages.of(scope(subreddit)));
        read.put(subreddit.toLowerCase(Locale.ROOT), now);
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
        if (before.filter(seen -> seen.seen().equals(now.revision())).isPresent()) {
            pages.seen(scope, now.revision()); // or it would be forgotten as one that nobody reads
            return lastGood(before);
        }
        if (now.author().isEmpty() || !client.isModerator(subreddit, now.author())) {
            pages.seen(scope, now.revision());
            LOG.info("r/{}: revision {} of its page is by nobody who moderates it", subreddit, now.revision());
            return lastGood(before);
        }
        return taken(subreddit, scope, before, now);
    }

    private SubredditRules taken(String subreddit, Scope scope, Optional<SettingsPage> before, WikiPage now) {
        RulesReading reading = reader.read(now.text());
        if (reading instanceof RulesReading.Read good) {
            quotas.apply(scope, lastGood(before), good.rules());
            pages.valid(scope, new SettingsPage.Valid(now.revision(), now.text()));
            LOG.info("r/{}: its page of {} by {} holds now", subreddit, now.changed(), now.author());
            return good.rules();
        }
        Optional<FaultLetter> letter = reading instanceof RulesReading.Faulty faulty
                ? Optional.of(FaultLetter.of(subreddit, faulty.faults()))
                : before.flatMap(SettingsPage::valid).map(valid -> FaultLetter.empty(subreddit));
        if (letter.isEmpty() || tell(subreddit, scope, now.revision(), letter.get())) {
            pages.seen(scope, now.revision());
        }
        return lastGood(before);
    }

    /** False if its moderators are to be told later; they are never told twice of a revision. */
    private boolean tell(String subreddit, Scope scope, String revision, FaultLetter letter) {
        if (!pages.tell(scope, revision)) {
            return true;
        }
        try {
            client.modmail(subreddit, letter.subject(), letter.text());
            pages.told(scope, revision);
            return true;
        } catch (RedditFailure failure) {
            LOG.warn("r/{}: its moderators could not be told of their page: {}", subreddit, failure.sentence());
            if (failure.kind() == RedditFailure.Kind.UNKNOWN || failure.kind() == RedditFailure.Kind.MUTED) {
                return true;
            }
            pages.untold(scope, revision);
            return false;
        }
    }

    /** Writes to its moderators. */
    void tellModerators(String subreddit, String subject, String markdown) {
        if (about(subreddit).moderator()) {
            client.modmail(subreddit, subject, markdown);
        } else {
            client.message("/r/" + subreddit, subject, markdown);
        }
    }

    /** What its moderators are told of what holds, in Markdown. */
    String told(String subreddit, Language language) {
        return pages.of(scope(subreddit))
                .flatMap(SettingsPage::valid)
                .map(valid -> Markdown.escape(language.text("settings.page", subreddit, valid.revision())) + "\n\n"
                        + valid.text().lines().map(line -> "    " + line).collect(Collectors.joining("\n")))
                .orElseGet(() -> Markdown.escape(language.text("settings.none", subreddit)));
    }

    /** Makes the page that moderators begin with, if there is none. */
    void createPage(String subreddit) {
        if (client.wiki(subreddit, SubredditRules.PAGE).isPresent()) {
            return; // which its moderators may have opened to others
        }
        try {
            client.editWiki(
                    subreddit,
                    SubredditRules.PAGE,
                    WikiTemplate.text(),
                    "what this bot does here, to be changed by moderators",
                    Optional.empty());
        } finally {
            client.hideWiki(subreddit, SubredditRules.PAGE);
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
