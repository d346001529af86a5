package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Caretaker;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Postings;
import io.pareidolia.bot.job.Threads;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what the bot has posted: it goes with the comment that asked for it and with the post it is about, and
 * where moderators have removed it nothing more is said.
 */
final class Sweep {
    /** Everything is looked at twice a day. */
    private static final Duration REST = Duration.ofHours(12);

    private static final int MOST = 100;
    private static final String COMMENT = "t1_";
    private static final Reason REMOVED = new Reason("an answer was removed there");
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final RedditClient client;
    private final Postings postings;
    private final Threads threads;
    private final Commands commands;
    private final SubredditBook book;

    Sweep(RedditClient client, Postings postings, Threads threads, Commands commands, SubredditBook book) {
        this.client = client;
        this.postings = postings;
        this.threads = threads;
        this.commands = commands;
        this.book = book;
    }

    /** Looks at what has waited longest; false if nothing had to be looked at. */
    boolean next() {
        List<Posting> all = postings.unwatched(RedditFront.NAME, Caretaker.POSTINGS, REST, MOST);
        if (all.isEmpty()) {
            return false;
        }
        Map<String, Comment> comments = client
                .comments(names(
                        all,
                        posting -> Stream.concat(
                                posting.answer().stream(),
                                Stream.of(posting.summons().message()).filter(name -> name.startsWith(COMMENT)))))
                .stream()
                .collect(Collectors.toMap(Comment::fullname, Function.identity(), (one, same) -> one));
        Map<String, Post> posts = client
                .posts(names(all, posting -> Stream.of(posting.summons().thread())))
                .stream()
                .collect(Collectors.toMap(Post::fullname, Function.identity(), (one, same) -> one));
        all.forEach(posting -> look(posting, comments, posts));
        postings.looked(all.stream().map(Posting::job).toList());
        return true;
    }

    private static List<String> names(List<Posting> all, Function<Posting, Stream<String>> names) {
        return all.stream().flatMap(names).distinct().toList();
    }

    private void look(Posting posting, Map<String, Comment> comments, Map<String, Post> posts) {
        try {
            Optional<Post> post =
                    Optional.ofNullable(posts.get(posting.summons().thread()));
            if (post.isEmpty() && !isOpen(posting)) {
                return; // a subreddit that shows nothing says nothing of what is in it
            }
            Optional<Comment> answer = posting.answer().map(comments::get);
            String message = posting.summons().message();
            boolean asked = message.startsWith(COMMENT);
            if (post.map(Sweep::isGone).orElse(true)
                    || (asked
                            && Optional.ofNullable(comments.get(message))
                                    .map(Sweep::isGone)
                                    .orElse(true))) {
                LOG.info("{}: what it answers is gone: {}", posting.job(), commands.delete(posting));
            } else if (answer.filter(Comment::removed).isPresent()) {
                threads.silence(posting.summons().community(), posting.summons().thread(), REMOVED);
                postings.gone(posting.job());
                LOG.warn("{}: its answer was removed, so nothing more is said in that thread", posting.job());
            } else if (posting.answer().isPresent() && answer.map(Sweep::isGone).orElse(true)) {
                postings.gone(posting.job());
            }
        } catch (RedditFailure failure) {
            if (failure.kind() == RedditFailure.Kind.UNREACHABLE || failure.kind() == RedditFailure.Kind.RATE_LIMIT) {
                throw failure;
            }
            LOG.warn("{}: what it has posted could not be looked after: {}", posting.job(), failure.sentence());
        }
    }

    private boolean isOpen(Posting posting) {
        String subreddit = posting.summons().community().community();
        if (book.closure(subreddit).isPresent()) {
            return false;
        }
        book.about(subreddit);
        return true;
    }

    private static boolean isGone(Comment comment) {
        return comment.deleted() || comment.removed();
    }

    private static boolean isGone(Post post) {
        return post.deleted() || post.removed();
    }
}
