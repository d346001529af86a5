package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Verb;
import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a comment from the inbox into the intake: who calls, which picture is meant, what is asked of it. Whatever
 * was written down is never written down again, so that the same comment may come as often as it wants.
 */
final class Orders {
    /** So many answers a post are enough. */
    private static final int MOST_ANSWERS = 5;

    private static final Set<String> BOTS = Set.of("automoderator", "reddit", "");
    private static final String REMOVED = "That comment is gone, and its picture with it.";

    /** What is refused has no picture, so that nobody fetches one who takes it up again after a crash. */
    private static final Wish.Source NOWHERE = new Wish.Source.Link("");

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final RedditClient client;
    private final RedditServices services;
    private final RedditSettings settings;
    private final SubredditBook book;
    private final CommentReader reader;
    private final String name;

    /** @param name of the bot's account */
    Orders(
            RedditClient client,
            RedditServices services,
            RedditSettings settings,
            SubredditBook book,
            CommentReader reader,
            String name) {
        this.client = client;
        this.services = services;
        this.settings = settings;
        this.book = book;
        this.reader = reader;
        this.name = name;
    }

    /** What came of a comment. */
    sealed interface Taken {
        /** A job, which waits to be decided on. */
        record Received(JobId job) implements Taken {}

        /** Nothing, and never will. */
        record Ignored(String why) implements Taken {}

        /** Not yet: it is to be heard again. */
        record Later(String why) implements Taken {}
    }

    /** A picture, and the job whose picture it is where it is one of ours. */
    private record Meant(Wish.Source source, String recipe) {}

    /**
     * Writes a comment's request down.
     *
     * @throws io.pareidolia.bot.reddit.client.RedditFailure if Reddit cannot be asked now
     */
    Taken take(InboxItem item) {
        if (!item.comment()) {
            return new Taken.Ignored("a message");
        }
        if (item.author().equalsIgnoreCase(name) || BOTS.contains(item.author().toLowerCase(Locale.ROOT))) {
            return new Taken.Ignored("a bot wrote it");
        }
        Optional<Job> answered = services.postings()
                .named(RedditFront.NAME, item.parent())
                .flatMap(posting -> services.jobs().find(posting.job()));
        CommentRequest said = reader.read(item.body(), answered.isPresent());
        if (said instanceof CommentRequest.Nothing) {
            return new Taken.Ignored("it asks for nothing");
        }
        if (said instanceof CommentRequest.Command command) {
            return new Taken.Ignored("the command " + command.kind().word() + " is not known yet");
        }
        if (!isAnswered(item.subreddit())) {
            return new Taken.Ignored("nothing is answered in r/" + item.subreddit());
        }
        SubredditRules rules = book.readAgain(item.subreddit());
        if (!rules.enabled()) {
            return new Taken.Ignored("its moderators do not want the bot");
        }
        Optional<Post> post = client.post(postOf(item));
        if (post.isEmpty()) {
            return new Taken.Ignored("its post is gone");
        }
        return taken(item, said, answered, post.get(), rules);
    }

    private String postOf(InboxItem item) {
        return item.post().isEmpty()
                ? client.comment(item.fullname()).map(Comment::post).orElse("")
                : item.post();
    }

    private boolean isAnswered(String subreddit) {
        return settings.subreddits().isEmpty() || settings.subreddits().stream().anyMatch(subreddit::equalsIgnoreCase);
    }

    private Taken taken(InboxItem item, CommentRequest said, Optional<Job> answered, Post post, SubredditRules rules) {
        if (rules.ignores(post.flair())) {
            return new Taken.Ignored("posts with that flair are left alone");
        }
        if (!services.threads()
                .admit(SubredditBook.scope(item.subreddit()), post.fullname(), item.fullname(), MOST_ANSWERS)) {
            return new Taken.Ignored("its post has had as many answers as it may have");
        }
        if (said instanceof CommentRequest.Refused refused) {
            return new Taken.Received(refused(item, post, List.of(), refused.sentence()));
        }
        CommentRequest.Dream dream = (CommentRequest.Dream) said;
        if (post.nsfw() && !rules.nsfw()) {
            return new Taken.Received(refused(
                    item,
                    post,
                    dream.offered(),
                    "Pictures that are marked NSFW are not dreamed here; try another one."));
        }
        PictureChoice choice = new PictureChoice.None("");
        Optional<Meant> meant = answered.isEmpty() ? Optional.empty() : ofAnswer(item, answered.get(), dream);
        if (meant.isEmpty()) {
            choice = choice(item, post, dream.picture());
            if (choice instanceof PictureChoice.Later) {
                services.threads().withdraw(SubredditBook.scope(item.subreddit()), post.fullname(), item.fullname());
                return new Taken.Later("Reddit still works on its picture");
            }
            if (choice instanceof PictureChoice.None none) {
                return none(item, post, dream, rules, none.sentence());
            }
            String url = ((PictureChoice.Link) choice).url();
            meant = Optional.of(new Meant(new Wish.Source.Link(url), dream.words()));
        }
        Wish wish = new Wish(meant.get().recipe(), meant.get().source());
        return new Taken.Received(
                receive(item, post, dream.offered(), wish).job().id());
    }

    /** Said once a post, or not at all. */
    private Taken none(InboxItem item, Post post, CommentRequest.Dream dream, SubredditRules rules, String sentence) {
        boolean first = rules.refusal() != SubredditRules.Refusal.SILENT
                && services.threads().explain(SubredditBook.scope(item.subreddit()), post.fullname(), item.fullname());
        return first
                ? new Taken.Received(refused(item, post, dream.offered(), sentence))
                : new Taken.Ignored("there is no picture, which was said before or shall not be");
    }

    /** What a reply to an answer of ours means: that answer's own picture, or what it was dreamed of. */
    private Optional<Meant> ofAnswer(InboxItem item, Job job, CommentRequest.Dream dream) {
        String kept = job.recipe().orElse("");
        if (dream.sameOnMine()) {
            return client.comment(item.fullname())
                    .filter(comment -> !comment.pictures().isEmpty())
                    .map(comment -> PictureChoice.of(comment, dream.picture()))
                    .filter(PictureChoice.Link.class::isInstance)
                    .map(choice -> new Meant(
                            new Wish.Source.Link(((PictureChoice.Link) choice).url()), changed(kept, dream.wish())));
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        boolean deeper = dream.wish().verbs().contains(Verb.DEEPER);
        return Optional.of(new Meant(
                new Wish.Source.OfJob(job.id(), deeper ? JobPicture.DREAM : JobPicture.SOURCE),
                changed(kept, dream.wish())));
    }

    /** The recipe of an answer, changed by what a reply says. */
    private static String changed(String recipe, RecipeWish later) {
        try {
            return RecipeText.parse(recipe).then(later).toString();
        } catch (DreamException unreadable) {
            return later.toString();
        }
    }

    private PictureChoice choice(InboxItem item, Post post, OptionalInt number) {
        if (item.parent().startsWith("t1_")) {
            Optional<Comment> parent = client.comment(item.parent());
            if (parent.filter(comment -> !comment.pictures().isEmpty()).isPresent()) {
                Comment shown = parent.get();
                return shown.deleted() || shown.removed()
                        ? new PictureChoice.None(REMOVED)
                        : PictureChoice.of(shown, number);
            }
        }
        return PictureChoice.of(post, number);
    }

    private Jobs.Receipt receive(InboxItem item, Post post, List<NearMiss> offered, Wish wish) {
        ReplyTo reply = new ReplyTo(
                item.subreddit(),
                post.fullname(),
                item.fullname(),
                item.author(),
                post.author(),
                post.nsfw(),
                post.spoiler(),
                offered);
        return services.receive()
                .apply(new Received(
                        item.fullname(),
                        asker(item),
                        post.flair().isBlank()
                                ? List.of()
                                : List.of(post.flair().strip()),
                        post.nsfw(),
                        wish,
                        reply.text(),
                        Optional.empty()));
    }

    private JobId refused(InboxItem item, Post post, List<NearMiss> offered, String sentence) {
        Jobs.Receipt receipt = receive(item, post, offered, new Wish("", NOWHERE));
        JobId id = receipt.job().id();
        if (receipt.job().state() == JobState.RECEIVED && services.jobs().end(id, JobState.REFUSED, sentence)) {
            LOG.info("{}: refused: {}", id, sentence);
        }
        return id;
    }

    private static Asker asker(InboxItem item) {
        return new Asker(
                RedditFront.NAME,
                item.subreddit().toLowerCase(Locale.ROOT),
                item.author().toLowerCase(Locale.ROOT));
    }
}
