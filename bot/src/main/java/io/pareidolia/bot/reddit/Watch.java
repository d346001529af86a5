package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Hearing;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for new posts where moderators want them dreamed without being asked. */
final class Watch {
    private static final int MOST = 100;

    /** After a longer absence nobody expects the older ones. */
    private static final Duration LATEST = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final RedditClient client;
    private final Hearing hearing;
    private final Orders orders;
    private final Consumer<JobId> received;
    private final Clock clock;

    /** @param received hears of each request that was written down */
    Watch(RedditClient client, Hearing hearing, Orders orders, Consumer<JobId> received, Clock clock) {
        this.client = client;
        this.hearing = hearing;
        this.orders = orders;
        this.received = received;
        this.clock = clock;
    }

    /** Looks once. */
    void look(String subreddit, SubredditRules rules) {
        Scope scope = SubredditBook.scope(subreddit);
        Instant since = hearing.since(scope);
        Instant oldest = clock.instant().minus(LATEST);
        Set<String> known = new HashSet<>();
        hearing.latest(scope, MOST).forEach(seen -> known.add(seen.message()));
        List<Post> posts = new ArrayList<>(client.newest(subreddit, Optional.empty()));
        posts.removeIf(post -> known.contains(post.fullname())
                || post.created().isBefore(since)
                || post.created().isBefore(oldest)
                || !rules.watches(post.flair())); // which it may get later
        for (int at = posts.size() - 1; at >= 0; at--) {
            take(scope, posts.get(at), rules);
        }
    }

    private void take(Scope scope, Post post, SubredditRules rules) {
        Taken taken = orders.watched(post, rules);
        if (taken instanceof Taken.Later) {
            return;
        }
        if (taken instanceof Taken.Received job) {
            received.accept(job.job());
        } else if (taken instanceof Taken.Ignored ignored) {
            LOG.info("{}: left alone: {}", post.fullname(), ignored.why());
        }
        hearing.seen(scope, List.of(new Hearing.Seen(post.fullname(), post.created())));
    }
}
