package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.LookNames;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Summons;
import io.pareidolia.bot.job.Uploads;
import io.pareidolia.bot.language.Language;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.RichText;
import io.pareidolia.bot.reddit.client.Upload;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reddit as the outbox sees it. Before anything is posted that is written down, and after a crash there Reddit is asked
 * first whether it stands: nothing is posted twice.
 */
final class RedditFront implements Front {
    /** The platform. */
    static final String NAME = "reddit";

    /** What Reddit takes. */
    private static final long LIMIT = 20L << 20;

    /** After so long a comment that Reddit took is listed: it waits for our budget, for Reddit, and for its lists. */
    private static final Duration LISTED = Duration.ofSeconds(50);

    private static final Duration UNLISTED = Duration.ofSeconds(10);
    private static final Duration PARKED = Duration.ofMinutes(10);
    private static final Duration CREDENTIALS = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(RedditFront.class);

    private final RedditClient client;
    private final RedditServices services;
    private final SubredditBook book;
    private final Uploads uploads;
    private final LookNames names;
    private final AnswerWriter writer;
    private final OwnPosts posts;
    private final String account;
    private final Optional<URI> lobby;
    private final boolean dryRun;
    private final Clock clock;

    /**
     * @param account the bot's own
     * @param lobby where everybody can see dreams, ending with a slash, if there is such a place
     * @param dryRun whether nothing is posted
     */
    RedditFront(
            RedditClient client,
            RedditServices services,
            SubredditBook book,
            Uploads uploads,
            LookNames names,
            AnswerWriter writer,
            OwnPosts posts,
            String account,
            Optional<URI> lobby,
            boolean dryRun,
            Clock clock) {
        this.client = client;
        this.services = services;
        this.book = book;
        this.uploads = uploads;
        this.names = names;
        this.writer = writer;
        this.posts = posts;
        this.account = account;
        this.lobby = lobby;
        this.dryRun = dryRun;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Nobody is told how far a dream is: an edit of a comment tells nobody. */
    @Override
    public void progressed(Job job, Progress progress) {}

    @Override
    public boolean arrived(Answer answer) {
        ReplyTo reply = ReplyTo.of(answer.job().received().replyTo());
        Posting posting = services.postings().begin(answer.job().id(), summons(reply));
        return posting.way().isPresent() || isFound(answer.job(), reply, posting);
    }

    /** Looks whether an attempt that nobody heard of stands; what stands is written down. */
    private boolean isFound(Job job, ReplyTo reply, Posting posting) {
        if (posting.attempt().filter(Posting.Act.ANSWER::equals).isEmpty()) {
            return false; // our own post is looked for when it is needed, and a message cannot be looked for
        }
        Optional<Comment> ours = own(job, reply);
        ours.ifPresent(comment -> {
            Posting.Way way = posting.post().isPresent() ? Posting.Way.POST : Posting.Way.COMMENT;
            services.postings().answered(job.id(), way, Optional.of(comment.fullname()));
            LOG.info("{}: an earlier try has brought the answer", job.id());
        });
        return ours.isPresent();
    }

    /** What an earlier attempt of which nothing was heard means for this one; empty if it is known to have missed. */
    private Optional<Delivery> unheard(Job job, Posting posting) {
        Optional<Posting.Act> attempt = posting.attempt();
        if (attempt.filter(Posting.Act.MESSAGE::equals).isPresent()) {
            return Optional.of(new Delivery.Never("nobody can tell whether the message has arrived"));
        }
        if (attempt.filter(Posting.Act.ANSWER::equals).isEmpty()) {
            return Optional.empty();
        }
        Duration age = Duration.between(posting.attempted().orElse(posting.since()), clock.instant());
        if (age.compareTo(LISTED) < 0) {
            return Optional.of(new Delivery.Closed(LISTED.minus(age), "an earlier try may still show"));
        }
        services.postings().missed(job.id(), Posting.Act.ANSWER);
        return Optional.empty();
    }

    private Optional<Comment> own(Job job, ReplyTo reply) {
        String parent = reply.isAsked() ? reply.parent() : "";
        return client.replies(reply.post(), parent).stream()
                .filter(comment -> comment.author().equalsIgnoreCase(account))
                .filter(comment -> AnswerWriter.job(comment.body())
                        .filter(job.id()::equals)
                        .isPresent())
                .findFirst();
    }

    private static Summons summons(ReplyTo reply) {
        return new Summons(
                SubredditBook.scope(reply.subreddit()),
                reply.post(),
                reply.parent(),
                reply.summoner().toLowerCase(Locale.ROOT),
                reply.author().toLowerCase(Locale.ROOT));
    }

    @Override
    public Delivery deliver(Answer answer) {
        Job job = answer.job();
        ReplyTo reply = ReplyTo.of(job.received().replyTo());
        Scope community = SubredditBook.scope(reply.subreddit());
        Optional<Delivery> no = obstacle(community, reply);
        if (no.isPresent()) {
            return no.get();
        }
        try {
            Posting posting = services.postings().begin(job.id(), summons(reply));
            if (posting.way().isPresent() || isFound(job, reply, posting)) {
                return new Delivery.Delivered();
            }
            Optional<Delivery> unheard = unheard(job, posting);
            return unheard.isPresent()
                    ? unheard.get()
                    : posted(answer, reply, services.postings().begin(job.id(), summons(reply)));
        } catch (RedditFailure failure) {
            return outcome(failure, reply.subreddit());
        } catch (NoPlaceException nowhere) {
            return nowhere.delivery;
        } catch (IOException unreadable) {
            return new Delivery.Later(Duration.ZERO, "its picture cannot be read now: " + unreadable.getMessage());
        }
    }

    /** What is known to be in the way, without asking anybody. */
    private Optional<Delivery> obstacle(Scope community, ReplyTo reply) {
        Instant now = clock.instant();
        Optional<Instant> parked = services.closures().parked(community).filter(now::isBefore);
        if (parked.isPresent()) {
            return Optional.of(
                    new Delivery.Closed(Duration.between(now, parked.get()), "that subreddit takes no more for now"));
        }
        return services.closures()
                .of(community)
                .map(closure -> closure.why().text())
                .or(() -> services.threads().silence(community, reply.post()).map(Reason::text))
                .map(Delivery.Never::new);
    }

    private Delivery posted(Answer answer, ReplyTo reply, Posting posting) throws IOException, NoPlaceException {
        Job job = answer.job();
        SubredditRules rules = book.rules(reply.subreddit());
        if (!rules.enabled()) {
            return new Delivery.Never("its moderators do not want the bot any more");
        }
        if (posting.gone().isPresent()) {
            return new Delivery.Never("what it would answer is gone");
        }
        Optional<JobPicture> dream = answer.outputs().stream()
                .filter(picture -> picture.role().equals(JobPicture.DREAM))
                .findFirst();
        if (dream.isEmpty()) {
            return job.sentence().isPresent()
                    ? said(job, reply, rules)
                    : new Delivery.Never("its picture is not kept any more");
        }
        Task task = new Task(job, reply, rules, posting, dream.get());
        if (dryRun || rules.dryRun()) {
            return logged(reply, writer.dream(dreamed(task, Optional.empty()), task.language()));
        }
        if (fitsComment(task)) {
            try {
                return within(task);
            } catch (RedditFailure failure) {
                if (!isAboutThePicture(failure)) {
                    consoled(task, failure);
                    throw failure;
                }
                LOG.info("{}: no picture can stand within a comment there: {}", job.id(), failure.sentence());
            }
        }
        return linked(task);
    }

    /** A dream that is to be handed over. */
    private record Task(Job job, ReplyTo reply, SubredditRules rules, Posting posting, JobPicture dream) {
        Language language() {
            return AnswerWriter.language(rules.language());
        }

        /** A picture within a comment cannot be hidden. */
        boolean hidden() {
            return reply.spoiler() || job.hidden();
        }
    }

    private static Delivery logged(ReplyTo reply, AnswerText text) {
        LOG.info(
                "dry run: this would be posted under {} in r/{}: {}",
                reply.parent(),
                reply.subreddit(),
                text.markdown().replaceAll("\\s*\\n\\s*", " | "));
        return new Delivery.Delivered();
    }

    private boolean fitsComment(Task task) {
        return task.rules().reply() == SubredditRules.Reply.COMMENT
                && !task.hidden()
                && task.posting().post().isEmpty()
                && task.posting().attempt().isEmpty()
                && book.about(task.reply().subreddit()).picturesInComments();
    }

    /** Whether a comment without a picture may still be taken. */
    private static boolean isAboutThePicture(RedditFailure failure) {
        return failure.kind() == RedditFailure.Kind.NOT_ALLOWED || failure.kind() == RedditFailure.Kind.REFUSED;
    }

    private Delivery said(Job job, ReplyTo reply, SubredditRules rules) {
        AnswerText text = writer.sentence(
                job.id(),
                job.sentence().orElse(""),
                reply.offered(),
                rules.footer(),
                AnswerWriter.language(rules.language()));
        if (!reply.isAsked() || rules.refusal() == SubredditRules.Refusal.SILENT) {
            return new Delivery.Delivered();
        }
        if (dryRun || rules.dryRun()) {
            return logged(reply, text);
        }
        if (rules.refusal() == SubredditRules.Refusal.MESSAGE) {
            return whispered(job, reply, text);
        }
        return answered(job, Posting.Way.COMMENT, rules, () -> client.reply(reply.parent(), text.markdown()));
    }

    private Delivery within(Task task) throws IOException {
        Upload upload = upload(task.dream());
        RichText text = rich(writer.dream(dreamed(task, Optional.empty()), task.language()), upload);
        return answered(
                task.job(),
                Posting.Way.COMMENT,
                task.rules(),
                () -> client.reply(task.reply().parent(), text));
    }

    /**
     * Where a dream can be seen outside of a comment.
     *
     * @param way that leads there
     */
    private record Sight(String address, Posting.Way way) {}

    /** A comment that leads to where the dream is, or a message that does. */
    private Delivery linked(Task task) throws IOException, NoPlaceException {
        Optional<Sight> sight = sight(task);
        if (sight.isEmpty()) {
            return new Delivery.Closed(UNLISTED, "Reddit does not say yet where our own post is");
        }
        AnswerText text = writer.dream(dreamed(task, Optional.of(sight.get().address())), task.language());
        if (task.rules().reply() == SubredditRules.Reply.MESSAGE) {
            return whispered(task.job(), task.reply(), text);
        }
        try {
            return answered(
                    task.job(),
                    sight.get().way(),
                    task.rules(),
                    () -> client.reply(task.reply().parent(), text.markdown()));
        } catch (RedditFailure failure) {
            consoled(task, failure);
            throw failure;
        }
    }

    /** Where nothing may be said, whoever asked is told in private, best effort; it is refunded all the same. */
    private void consoled(Task task, RedditFailure barred) {
        Job job = task.job();
        boolean silenced = switch (barred.kind()) {
            case FORBIDDEN, LOCKED, ARCHIVED, NOT_ALLOWED -> true;
            default -> false;
        };
        if (!silenced || !task.reply().isAsked()) {
            return;
        }
        try {
            Optional<String> address = sight(task)
                    .filter(sight -> sight.way() == Posting.Way.POST) // the lobby shows none that was refunded
                    .map(Sight::address);
            if (address.isPresent() && services.postings().attempt(job.id(), Posting.Act.MESSAGE)) {
                AnswerText text = writer.dream(dreamed(task, address), task.language());
                client.message(task.reply().summoner(), subject(job), text.markdown());
            }
        } catch (RedditFailure | IOException | NoPlaceException nothing) {
            LOG.info("{}: nor can it be said in private: {}", job.id(), nothing.getMessage());
        }
    }

    /** A dream cannot be shown anywhere. */
    private static final class NoPlaceException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Delivery delivery;

        NoPlaceException(RedditFailure failure) {
            super(failure.sentence(), null, false, false);
            this.delivery = failure.kind() == RedditFailure.Kind.SUBREDDIT_RATE_LIMIT
                    ? new Delivery.Closed(failure.after().orElse(PARKED), failure.sentence())
                    : new Delivery.Never(failure.sentence());
        }
    }

    private Optional<Sight> sight(Task task) throws IOException, NoPlaceException {
        Optional<Sight> page =
                lobby.map(url -> new Sight(url + "dreams/" + task.job().id().text() + "/page", Posting.Way.LINK));
        if (page.isPresent() && task.rules().reply() == SubredditRules.Reply.LINK) {
            return page;
        }
        try {
            return posts.address(
                            task.job(),
                            task.posting(),
                            AnswerWriter.title(task.job().id(), look(task.job()), task.language()),
                            task.reply().nsfw(),
                            task.hidden(),
                            () -> upload(task.dream()))
                    .map(address -> new Sight(address, Posting.Way.POST));
        } catch (RedditFailure failure) {
            return switch (failure.kind()) {
                case UNREACHABLE, UNKNOWN, RATE_LIMIT, CREDENTIALS, SCOPE -> throw failure;
                default -> {
                    LOG.warn(
                            "{}: no post of its own can be made: {}", task.job().id(), failure.sentence());
                    if (page.isPresent()) {
                        yield page;
                    }
                    throw new NoPlaceException(failure);
                }
            };
        }
    }

    private interface Reply {
        Comment send();
    }

    private Delivery answered(Job job, Posting.Way way, SubredditRules rules, Reply reply) {
        if (!services.postings().attempt(job.id(), Posting.Act.ANSWER)) {
            return new Delivery.Closed(UNLISTED, "another try is under way");
        }
        try {
            Comment comment = reply.send();
            services.postings().answered(job.id(), way, Optional.of(comment.fullname()));
            if (rules.distinguish()) {
                distinguish(comment);
            }
            return new Delivery.Delivered();
        } catch (RedditFailure failure) {
            missedUnlessUnknown(job, Posting.Act.ANSWER, failure);
            throw failure;
        }
    }

    private void missedUnlessUnknown(Job job, Posting.Act act, RedditFailure failure) {
        if (failure.kind() != RedditFailure.Kind.UNKNOWN) {
            services.postings().missed(job.id(), act);
        }
    }

    private void distinguish(Comment comment) {
        try {
            client.distinguish(comment.fullname());
        } catch (RedditFailure failure) {
            LOG.info("{} does not carry a moderator's mark: {}", comment.fullname(), failure.sentence());
        }
    }

    /** Nobody can look whether a message has arrived, so it is sent once. */
    private Delivery whispered(Job job, ReplyTo reply, AnswerText text) {
        if (!services.postings().attempt(job.id(), Posting.Act.MESSAGE)) {
            return new Delivery.Closed(UNLISTED, "another try is under way");
        }
        try {
            client.message(reply.summoner(), subject(job), text.markdown());
        } catch (RedditFailure failure) {
            missedUnlessUnknown(job, Posting.Act.MESSAGE, failure);
            if (failure.kind() == RedditFailure.Kind.SUBREDDIT_RATE_LIMIT) {
                return new Delivery.Closed(failure.after().orElse(PARKED), failure.sentence()); // of messages alone
            }
            throw failure;
        }
        services.postings().answered(job.id(), Posting.Way.MESSAGE, Optional.empty());
        return new Delivery.Delivered();
    }

    private static String subject(Job job) {
        return "Dream " + job.id().text();
    }

    private Upload upload(JobPicture dream) throws IOException {
        Uploads.Upload file = uploads.dream(dream, LIMIT);
        String type = file.ending().equals("png") ? "image/png" : "image/jpeg";
        return client.upload(file.bytes(), type, "dream." + file.ending());
    }

    /** As people call it; empty for a sheet of looks. */
    private Optional<String> look(Job job) {
        return LookNames.onSheet(job).isEmpty() ? Optional.of(names.of(job)) : Optional.empty();
    }

    private AnswerWriter.Dreamed dreamed(Task task, Optional<String> address) {
        Job job = task.job();
        return new AnswerWriter.Dreamed(
                job.id(),
                look(job),
                job.recipe().orElse(""),
                job.seconds(),
                address,
                task.reply().understood(),
                task.reply().offered().stream()
                        .filter(miss -> !miss.nearest().equals(look(job).orElse("")))
                        .toList(), // who gets what they meant need not be asked
                task.reply().isAsked(),
                task.rules().footer());
    }

    private static RichText rich(AnswerText text, Upload upload) {
        RichText rich = RichText.empty();
        for (AnswerText.Paragraph paragraph : text.paragraphs()) {
            if (paragraph instanceof AnswerText.Paragraph.Picture picture) {
                rich = rich.picture(upload, picture.caption());
            } else if (paragraph instanceof AnswerText.Paragraph.Code code) {
                rich = rich.code(code.text());
            } else {
                AnswerText.Paragraph.Line line = (AnswerText.Paragraph.Line) paragraph;
                rich = rich.paragraph(line.spans().stream()
                        .map(span -> span(span, line.quiet()))
                        .toArray(RichText.Span[]::new));
            }
        }
        return rich;
    }

    private static RichText.Span span(AnswerText.Span span, boolean quiet) {
        if (span instanceof AnswerText.Span.Link link) {
            return new RichText.Span.Link(link.text(), link.address());
        }
        return quiet ? new RichText.Span.Small(span.text() + " ") : new RichText.Span.Words(span.text());
    }

    private Delivery outcome(RedditFailure failure, String subreddit) {
        Duration after = failure.after().orElse(Duration.ZERO);
        return switch (failure.kind()) {
            case UNREACHABLE, UNKNOWN, RATE_LIMIT -> new Delivery.Closed(after, failure.sentence());
            case CREDENTIALS, SCOPE -> new Delivery.Closed(CREDENTIALS, failure.sentence());
            case SUBREDDIT_RATE_LIMIT -> {
                Duration pause = failure.after().orElse(PARKED);
                services.closures().park(SubredditBook.scope(subreddit), pause);
                yield new Delivery.Closed(pause, failure.sentence());
            }
            case FORBIDDEN -> {
                book.close(subreddit, failure.kind(), failure.sentence());
                yield new Delivery.Never(failure.sentence());
            }
            case LOCKED, ARCHIVED, MUTED, GONE, BLOCKED, TOO_LONG, NOT_ALLOWED, CONFLICT, REFUSED ->
                new Delivery.Never(failure.sentence());
        };
    }
}
