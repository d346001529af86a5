package io.pareidolia.bot.reddit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Permit;
import io.pareidolia.bot.quota.Requester;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.Author;
import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of what was heard into the intake: who calls, which picture is meant, what is asked of it. Whatever was written
 * down is never written down again, so that the same comment may come as often as it wants.
 */
final class Orders {
    /** So many answers a post are enough. */
    private static final int MOST_ANSWERS = 5;

    /** Accounts that are no people: even what they say at once is not heard. */
    private static final Set<String> NOBODY = Set.of("automoderator", "reddit", "");

    /** What bots are called; such a person may still say stop. */
    private static final Pattern BOT = Pattern.compile(".*(?:[_-][Bb][Oo][Tt]|[a-z0-9]Bot|[a-z0-9_-]BOT)[0-9_-]*");

    /** What is refused has no picture, so that nobody fetches one who takes it up again after a crash. */
    private static final Wish.Source NOWHERE = new Wish.Source.Link("");

    /** What Reddit has not worked on by then it has lost. */
    private static final Duration WORKED_ON = Duration.ofMinutes(10);

    /** A post that is a picture, rather than one about something that has a picture too. */
    private static final Pattern PICTURE =
            Pattern.compile("\\.(?:jpe?g|png|webp|gif|bmp)(?:[?#].*)?$", Pattern.CASE_INSENSITIVE);

    private static final int MANY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final RedditClient client;
    private final RedditServices services;
    private final SubredditBook book;
    private final CommentReader reader;
    private final Commands commands;
    private final Recall recall;
    private final String name;
    private final List<String> subreddits;
    private final Clock clock;
    private final Cache<String, Boolean> told = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofDays(1))
            .maximumSize(MANY)
            .build();

    /**
     * @param name of the bot's account
     * @param subreddits in which alone is answered; everywhere if there are none
     */
    Orders(
            RedditClient client,
            RedditServices services,
            SubredditBook book,
            CommentReader reader,
            Commands commands,
            String name,
            List<String> subreddits,
            Clock clock) {
        this.client = client;
        this.services = services;
        this.book = book;
        this.reader = reader;
        this.commands = commands;
        this.recall = new Recall(client);
        this.name = name;
        this.subreddits = List.copyOf(subreddits);
        this.clock = clock;
    }

    /**
     * Takes a comment, or a message.
     *
     * @param posts those that are known already, by name
     * @throws io.pareidolia.bot.reddit.client.RedditFailure if Reddit cannot be asked now
     */
    Taken take(InboxItem item, Map<String, Post> posts) {
        if (isNobody(item.author())) {
            return new Taken.Ignored("no person wrote it");
        }
        Optional<Posting> answer = services.postings().named(RedditFront.NAME, item.parent());
        CommentRequest said = reader.read(item.body(), answer.isPresent() || !item.comment());
        if (said instanceof CommentRequest.Nothing) {
            return new Taken.Ignored("it asks for nothing");
        }
        if (said instanceof CommentRequest.Command command) {
            return commands.run(item, command, answer);
        }
        if (!item.comment()) {
            return new Taken.Ignored("a message");
        }
        if (BOT.matcher(item.author()).matches()) {
            return new Taken.Ignored("a bot wrote it");
        }
        Optional<String> no = obstacle(item.subreddit()).or(() -> obstacle(item));
        if (no.isPresent()) {
            return new Taken.Ignored(no.get());
        }
        SubredditRules rules = book.readAgain(item.subreddit());
        no = book.closure(item.subreddit()); // which may just have been found out
        if (no.isPresent()) {
            return new Taken.Ignored(no.get());
        }
        Optional<Post> post = rules.enabled() ? post(item, posts) : Optional.empty();
        if (post.isEmpty()) {
            return new Taken.Ignored(rules.enabled() ? "its post is gone" : "its moderators do not want the bot");
        }
        return obstacle(post.get(), rules)
                .<Taken>map(Taken.Ignored::new)
                .orElseGet(() -> taken(new Call(item, post.get(), rules), said, answer));
    }

    /** Takes a new post, which nobody has asked to be dreamed. */
    Taken watched(Post post, SubredditRules rules) {
        if (isNobody(post.author()) || BOT.matcher(post.author()).matches() || commands.isLeftAlone(post.author())) {
            return new Taken.Ignored("its author is a bot, or wants to be left alone");
        }
        Optional<String> no = obstacle(post.subreddit()).or(() -> obstacle(post, rules));
        if (no.isPresent()) {
            return new Taken.Ignored(no.get());
        }
        if (post.nsfw() && !rules.nsfw()) {
            return new Taken.Ignored("pictures that are marked NSFW are not dreamed there");
        }
        if (post.removed() && isYoung(post.created())) {
            return new Taken.Later("it is held back");
        }
        if (!post.gallery() && !PICTURE.matcher(post.url()).find()) {
            return new Taken.Ignored("it is no picture");
        }
        PictureChoice choice = PictureChoice.of(post, OptionalInt.empty());
        if (choice instanceof PictureChoice.Later && isYoung(post.created())) {
            return new Taken.Later("Reddit still works on its picture");
        }
        if (!(choice instanceof PictureChoice.Link link)
                || !services.threads()
                        .admit(SubredditBook.scope(post.subreddit()), post.fullname(), post.fullname(), MOST_ANSWERS)) {
            return new Taken.Ignored("it has no picture, or its thread has had its answers");
        }
        ReplyTo reply = new ReplyTo(
                post.subreddit(),
                post.fullname(),
                post.fullname(),
                post.author(),
                post.author(),
                post.nsfw(),
                post.spoiler(),
                "",
                List.of());
        Wish wish = new Wish(rules.completed(""), new Wish.Source.Link(link.url()));
        return new Taken.Received(receive(reply, List.of(), wish).job().id());
    }

    private boolean isNobody(String author) {
        return author.equalsIgnoreCase(name) || NOBODY.contains(author.toLowerCase(Locale.ROOT));
    }

    private Optional<String> obstacle(String subreddit) {
        if (!subreddits.isEmpty() && subreddits.stream().noneMatch(subreddit::equalsIgnoreCase)) {
            return Optional.of("nothing is answered in r/" + subreddit);
        }
        return book.closure(subreddit);
    }

    private Optional<String> obstacle(InboxItem item) {
        return commands.isLeftAlone(item.author())
                ? Optional.of("its author wants to be left alone")
                : Optional.empty();
    }

    private static Optional<String> obstacle(Post post, SubredditRules rules) {
        if (post.locked() || post.archived()) {
            return Optional.of("its post takes no more answers");
        }
        return rules.ignores(post.flair()) ? Optional.of("posts with that flair are left alone") : Optional.empty();
    }

    private Optional<Post> post(InboxItem item, Map<String, Post> posts) {
        return item.post().isEmpty()
                ? client.comment(item.fullname()).map(Comment::post).flatMap(client::post)
                : Optional.ofNullable(posts.get(item.post()));
    }

    /** A comment that calls the bot, with what is known around it. */
    private record Call(InboxItem item, Post post, SubredditRules rules) {
        Scope community() {
            return SubredditBook.scope(item.subreddit());
        }

        String text(String key, Object... values) {
            return AnswerWriter.language(rules.language()).text(key, values);
        }

        ReplyTo reply(String author, String understood, List<NearMiss> offered) {
            return new ReplyTo(
                    item.subreddit(),
                    post.fullname(),
                    item.fullname(),
                    item.author(),
                    author,
                    post.nsfw(),
                    post.spoiler(),
                    understood,
                    offered);
        }
    }

    private Taken taken(Call call, CommentRequest said, Optional<Posting> answer) {
        boolean exempt = isExempt(call);
        List<String> roles = roles(call, exempt);
        Optional<Permit.Forbidden> forbidden = services.admission().mayAsk(requester(call, roles));
        if (forbidden.isPresent() && !forbidden.get().paused()) {
            return new Taken.Ignored("its author is banned");
        }
        if (forbidden.isPresent()) {
            return aside(
                    call,
                    call.text("done.subject"),
                    AnswerWriter.language(call.rules().language())
                            .sentence(forbidden.get().sentence()));
        }
        if (!exempt && !fits(call)) {
            return aside(call, call.text("done.subject"), call.text("refused.author"));
        }
        if (!services.threads()
                .admit(call.community(), call.post().fullname(), call.item().fullname(), MOST_ANSWERS)) {
            return new Taken.Ignored("its post has had as many answers as it may have");
        }
        if (said instanceof CommentRequest.Refused refused) {
            return refused(call, List.of(), refused.sentence());
        }
        CommentRequest.Dream dream = (CommentRequest.Dream) said;
        if (call.post().nsfw() && !call.rules().nsfw()) {
            return refused(call, dream.offered(), call.text("refused.nsfw"));
        }
        return dreamed(call, dream, answer, roles);
    }

    /** Told in private and at most once a day, so that nobody uses up what a thread may have. */
    private Taken aside(Call call, String subject, String sentence) {
        String author = call.item().author();
        boolean first = told.asMap().putIfAbsent(author.toLowerCase(Locale.ROOT) + " " + sentence, true) == null;
        return new Taken.Done(
                "refused: " + sentence,
                first ? Optional.of(new Whisper(author, subject, Markdown.escape(sentence))) : Optional.empty());
    }

    private Taken dreamed(Call call, CommentRequest.Dream dream, Optional<Posting> answer, List<String> roles) {
        Recall.Found found = recall.find(
                call.item(),
                call.post(),
                dream,
                answer,
                answer.flatMap(posting -> services.jobs().find(posting.job())));
        if (found instanceof Recall.Found.Later && isYoung(call.item().created())) {
            services.threads()
                    .withdraw(
                            call.community(),
                            call.post().fullname(),
                            call.item().fullname());
            return new Taken.Later("Reddit still works on its picture");
        }
        if (found instanceof Recall.Found.None none) {
            return none(call, dream, call.text(none.text(), none.values().toArray()));
        }
        if (!(found instanceof Recall.Found.Meant meant)) {
            return none(call, dream, call.text("refused.none"));
        }
        if (!meant.author().equalsIgnoreCase(call.item().author()) && commands.isLeftAlone(meant.author())) {
            services.threads()
                    .withdraw(
                            call.community(),
                            call.post().fullname(),
                            call.item().fullname());
            return aside(call, call.text("done.subject"), call.text("refused.alone"));
        }
        Wish wish = new Wish(call.rules().completed(meant.recipe()), meant.source());
        return new Taken.Received(receive(call.reply(meant.author(), dream.words(), dream.offered()), roles, wish)
                .job()
                .id());
    }

    /** Whether Reddit may still work on its picture. */
    private boolean isYoung(Instant created) {
        return created.plus(WORKED_ON).isAfter(clock.instant());
    }

    /** Whether a moderator asks, who may ask anyhow; nobody is asked where that makes no difference. */
    private boolean isExempt(Call call) {
        SubredditRules rules = call.rules();
        return rules.moderatorsExempt()
                && (!rules.author().fitsAnybody() || rules.quota().isSaid())
                && client.isModerator(call.item().subreddit(), call.item().author());
    }

    private boolean fits(Call call) {
        SubredditRules.AuthorTerms terms = call.rules().author();
        if (terms.fitsAnybody()) {
            return true;
        }
        Author author = client.author(call.item().author());
        boolean contributor = terms.isContributor().isPresent() && isContributor(call);
        return terms.fit(Duration.between(author.created(), clock.instant()), author.karma(), contributor);
    }

    private boolean isContributor(Call call) {
        try {
            return client.isContributor(call.item().subreddit(), call.item().author());
        } catch (RedditFailure failure) {
            if (failure.kind() != RedditFailure.Kind.FORBIDDEN) {
                throw failure;
            }
            LOG.warn(
                    "r/{}: the bot may not see who is an approved user there",
                    call.item().subreddit());
            return false;
        }
    }

    private List<String> roles(Call call, boolean exempt) {
        List<String> roles = new ArrayList<>();
        if (exempt) {
            roles.add(PageQuotas.MODERATOR);
        }
        if (!call.rules().quota().flairs().isEmpty()) {
            client.comment(call.item().fullname())
                    .map(Comment::authorFlair)
                    .filter(flair -> !flair.isBlank())
                    .ifPresent(flair -> roles.add(PageQuotas.flair(flair)));
        }
        return roles;
    }

    /** Said once a post, or not at all. */
    private Taken none(Call call, CommentRequest.Dream dream, String sentence) {
        boolean first = call.rules().refusal() != SubredditRules.Refusal.SILENT
                && services.threads()
                        .explain(
                                call.community(),
                                call.post().fullname(),
                                call.item().fullname());
        return first
                ? refused(call, dream.offered(), sentence)
                : new Taken.Ignored("there is no picture, which was said before or shall not be");
    }

    private Jobs.Receipt receive(ReplyTo reply, List<String> roles, Wish wish) {
        return services.receive()
                .apply(new Received(
                        reply.parent(),
                        new Asker(
                                RedditFront.NAME,
                                reply.subreddit().toLowerCase(Locale.ROOT),
                                reply.summoner().toLowerCase(Locale.ROOT)),
                        roles,
                        reply.nsfw(),
                        wish,
                        reply.text(),
                        Optional.empty()));
    }

    private static Requester requester(Call call, List<String> roles) {
        return new Requester(
                RedditFront.NAME,
                call.item().subreddit().toLowerCase(Locale.ROOT),
                call.item().author().toLowerCase(Locale.ROOT),
                roles);
    }

    private Taken refused(Call call, List<NearMiss> offered, String sentence) {
        Jobs.Receipt receipt = receive(call.reply(call.post().author(), "", offered), List.of(), new Wish("", NOWHERE));
        JobId id = receipt.job().id();
        if (receipt.job().state() == JobState.RECEIVED && services.jobs().end(id, JobState.REFUSED, sentence)) {
            LOG.info("{}: refused: {}", id, sentence);
        }
        return new Taken.Received(id);
    }
}
