package io.pareidolia.bot.reddit;

import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Invitations to moderate: those of the operator's list are accepted, and its moderators get a page to begin with. */
final class Invitations {
    private static final Pattern SUBJECT =
            Pattern.compile("invitation to moderate /?r/([A-Za-z0-9_]+)", Pattern.CASE_INSENSITIVE);
    private static final Logger LOG = LoggerFactory.getLogger(Invitations.class);

    private final RedditClient client;
    private final SubredditBook book;
    private final List<String> subreddits;

    /** @param subreddits whose invitations are accepted */
    Invitations(RedditClient client, SubredditBook book, List<String> subreddits) {
        this.client = client;
        this.book = book;
        this.subreddits = List.copyOf(subreddits);
    }

    /** Empty if it is none. */
    Optional<Taken> take(InboxItem item) {
        Matcher subject = SUBJECT.matcher(item.subject());
        // anybody may write such a subject, but only a subreddit's own messages name it
        if (item.comment() || !subject.lookingAt() || !subject.group(1).equalsIgnoreCase(item.subreddit())) {
            return Optional.empty();
        }
        String subreddit = item.subreddit();
        if (subreddits.stream().noneMatch(subreddit::equalsIgnoreCase)) {
            LOG.warn(
                    "An invitation to moderate r/{} is left alone: name it in reddit.subreddits to accept those of it",
                    subreddit);
            return Optional.of(new Taken.Ignored("an invitation of a subreddit that is not listed"));
        }
        return Optional.of(accepted(subreddit));
    }

    private Taken accepted(String subreddit) {
        try {
            client.acceptInvitation(subreddit);
        } catch (RedditFailure failure) {
            if (failure.kind() != RedditFailure.Kind.REFUSED) {
                throw failure;
            }
            LOG.info("r/{}: {}", subreddit, failure.sentence()); // withdrawn, or accepted before a crash
        }
        book.forget(subreddit);
        if (!book.about(subreddit).moderator()) {
            return new Taken.Ignored("an invitation that does not hold any more");
        }
        try {
            book.createPage(subreddit);
        } catch (RedditFailure failure) {
            if (failure.kind() == RedditFailure.Kind.UNREACHABLE || failure.kind() == RedditFailure.Kind.RATE_LIMIT) {
                throw failure;
            }
            LOG.warn("r/{}: a page for its moderators could not be made: {}", subreddit, failure.sentence());
        }
        return new Taken.Done("the bot moderates r/" + subreddit + " now");
    }
}
