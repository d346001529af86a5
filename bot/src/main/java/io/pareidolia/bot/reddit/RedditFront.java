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
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.RichText;
import io.pareidolia.bot.reddit.client.Upload;
import java.io.IOException;
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

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Reason UNSAID = new Reason("Reddit does not say why");
    private static final Duration CLOSED = Duration.ofDays(1);
    private static final Duration PARKED = Duration.ofMinutes(10);
    private static final Duration CREDENTIALS = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(RedditFront.class);

    private final RedditClient client;
    private final RedditServices services;
    private final SubredditBook book;
    private final Uploads uploads;
    private final LookNames names;
    private final AnswerWriter writer;
    private final String account;
    private final String profile;
    private final boolean dryRun;
    private final Clock clock;

    /**
     * @param account the bot's own
     * @param profile where its own posts go
     * @param dryRun whether nothing is posted
     */
    RedditFront(
            RedditClient client,
            RedditServices services,
            SubredditBook book,
            Uploads uploads,
            LookNames names,
            AnswerWriter writer,
            String account,
            String profile,
            boolean dryRun,
            Clock clock) {
        this.client = client;
        this.services = services;
        this.book = book;
        this.uploads = uploads;
        this.names = names;
        this.writer = writer;
        this.account = account;
        this.profile = profile;
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

    /** Looks whether an attempt that nobody heard of stands. Afterwards that is known. */
    private boolean isFound(Job job, ReplyTo reply, Posting posting) {
        if (posting.attempt().filter(Posting.Act.ANSWER::equals).isEmpty()) {
            return false; // what may stand is our own post, and that is looked for when it is needed
        }
        Optional<Comment> ours = own(job, reply);
        if (ours.isPresent()) {
            Posting.Way way = posting.post().isPresent() ? Posting.Way.POST : Posting.Way.COMMENT;
            services.postings().answered(job.id(), way, ours.map(Comment::fullname));
            LOG.info("{}: an earlier try has brought the answer", job.id());
            return true;
        }
        services.postings().missed(job.id(), Posting.Act.ANSWER);
        return false;
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
            return posted(answer, reply, posting);
        } catch (RedditFailure failure) {
            return outcome(failure, community);
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
                    new Delivery.Later(Duration.between(now, parked.get()), "that subreddit takes no more for now"));
        }
        return services.closures()
                .of(community)
                .map(closure -> closure.why().text())
                .or(() -> services.threads().silence(community, reply.post()).map(Reason::text))
                .map(Delivery.Never::new);
    }

    private Delivery posted(Answer answer, ReplyTo reply, Posting posting) throws IOException {
        Job job = answer.job();
        SubredditRules rules = book.rules(reply.subreddit());
        Language language = AnswerWriter.language(rules.language());
        Optional<JobPicture> dream = answer.outputs().stream()
                .filter(picture -> picture.role().equals(JobPicture.DREAM))
                .findFirst();
        if (dryRun || rules.dryRun()) {
            LOG.info("dry run: {} would be answered under {} in r/{}", job.id(), reply.parent(), reply.subreddit());
            return new Delivery.Delivered();
        }
        if (dream.isEmpty()) {
            AnswerText sentence =
                    writer.sentence(job.id(), job.sentence().orElse(""), reply.offered(), rules.footer(), language);
            return said(job, reply, rules, sentence);
        }
        boolean hidden = reply.spoiler() || job.hidden(); // a picture within a comment cannot be hidden
        if (rules.reply() == SubredditRules.Reply.COMMENT
                && !hidden
                && posting.post().isEmpty()
                && book.about(reply.subreddit()).picturesInComments()) {
            try {
                return within(job, reply, rules, dream.get(), language);
            } catch (RedditFailure failure) {
                if (failure.kind() != RedditFailure.Kind.NOT_ALLOWED) {
                    throw failure;
                }
                LOG.info("{}: no picture can stand within a comment there: {}", job.id(), failure.sentence());
            }
        }
        return linked(job, reply, rules, dream.get(), language, hidden);
    }

    private Delivery said(Job job, ReplyTo reply, SubredditRules rules, AnswerText text) {
        if (rules.refusal() == SubredditRules.Refusal.SILENT) {
            return new Delivery.Delivered();
        }
        if (rules.refusal() == SubredditRules.Refusal.MESSAGE) {
            return whispered(job, reply, text);
        }
        return answered(job, Posting.Way.COMMENT, rules, () -> client.reply(reply.parent(), text.markdown()));
    }

    private Delivery within(Job job, ReplyTo reply, SubredditRules rules, JobPicture dream, Language language)
            throws IOException {
        Upload upload = upload(dream);
        RichText text = rich(writer.dream(dreamed(job, reply, rules, Optional.empty()), language), upload);
        return answered(job, Posting.Way.COMMENT, rules, () -> client.reply(reply.parent(), text));
    }

    /** A post of our own, and a comment that leads there. */
    private Delivery linked(
            Job job, ReplyTo reply, SubredditRules rules, JobPicture dream, Language language, boolean hidden)
            throws IOException {
        Optional<Post> own = ownPost(job, reply, dream, language, hidden);
        if (own.isEmpty()) {
            return new Delivery.Unknown("Reddit did not say where our own post is");
        }
        String address = "https://www.reddit.com" + own.get().permalink();
        AnswerText text = writer.dream(dreamed(job, reply, rules, Optional.of(address)), language);
        if (rules.reply() == SubredditRules.Reply.MESSAGE) {
            return whispered(job, reply, text);
        }
        return answered(job, Posting.Way.POST, rules, () -> client.reply(reply.parent(), text.markdown()));
    }

    private Optional<Post> ownPost(Job job, ReplyTo reply, JobPicture dream, Language language, boolean hidden)
            throws IOException {
        Posting posting = services.postings().begin(job.id(), summons(reply));
        if (posting.post().isPresent()) {
            return client.post(posting.post().get());
        }
        String title = AnswerWriter.title(Optional.of(names.of(job)), language);
        if (!services.postings().attempt(job.id(), Posting.Act.POST)) {
            Optional<Post> found = foundPost(job, title);
            if (found.isPresent()) {
                return found;
            }
            services.postings().missed(job.id(), Posting.Act.POST);
            services.postings().attempt(job.id(), Posting.Act.POST);
        }
        try {
            client.submit(profile, title, upload(dream), reply.nsfw(), hidden, PATIENCE);
        } catch (RedditFailure failure) {
            missedUnlessUnknown(job, Posting.Act.POST, failure);
            throw failure;
        }
        return foundPost(job, title);
    }

    /** The newest post of ours with this title that belongs to no other answer. */
    private Optional<Post> foundPost(Job job, String title) {
        Optional<Post> found = client.submitted(account).stream()
                .filter(post -> post.title().equals(title) && !post.created().isBefore(job.created()))
                .filter(post -> services.postings().named(NAME, post.fullname()).isEmpty())
                .findFirst();
        found.ifPresent(post -> services.postings().posted(job.id(), post.fullname()));
        return found;
    }

    private interface Reply {
        Comment send();
    }

    private Delivery answered(Job job, Posting.Way way, SubredditRules rules, Reply reply) {
        if (!services.postings().attempt(job.id(), Posting.Act.ANSWER)) {
            return new Delivery.Unknown("an earlier try may have brought it");
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
        if (!services.postings().attempt(job.id(), Posting.Act.ANSWER)) {
            return new Delivery.Never("nobody can tell whether the message has arrived");
        }
        try {
            client.message(reply.summoner(), "Dream " + job.id().text(), text.markdown());
        } catch (RedditFailure failure) {
            missedUnlessUnknown(job, Posting.Act.ANSWER, failure);
            throw failure;
        }
        services.postings().answered(job.id(), Posting.Way.MESSAGE, Optional.empty());
        return new Delivery.Delivered();
    }

    private Upload upload(JobPicture dream) throws IOException {
        Uploads.Upload file = uploads.dream(dream, LIMIT);
        String type = file.ending().equals("png") ? "image/png" : "image/jpeg";
        return client.upload(file.bytes(), type, "dream." + file.ending());
    }

    private AnswerWriter.Dreamed dreamed(Job job, ReplyTo reply, SubredditRules rules, Optional<String> address) {
        boolean sheet = !LookNames.onSheet(job).isEmpty();
        return new AnswerWriter.Dreamed(
                job.id(),
                sheet ? Optional.empty() : Optional.of(names.of(job)),
                job.recipe().orElse(""),
                job.seconds(),
                address,
                job.received().wish().recipe(),
                reply.offered(),
                reply.isAsked(),
                rules.footer());
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

    private Delivery outcome(RedditFailure failure, Scope community) {
        Duration after = failure.after().orElse(Duration.ZERO);
        return switch (failure.kind()) {
            case UNREACHABLE, RATE_LIMIT -> new Delivery.Later(after, failure.sentence());
            case CREDENTIALS, SCOPE -> new Delivery.Later(CREDENTIALS, failure.sentence());
            case SUBREDDIT_RATE_LIMIT -> {
                Duration pause = failure.after().orElse(PARKED);
                services.closures().park(community, pause);
                yield new Delivery.Later(pause, failure.sentence());
            }
            case UNKNOWN -> new Delivery.Unknown(failure.sentence());
            case FORBIDDEN, MUTED -> {
                services.closures()
                        .close(
                                community,
                                failure.kind().name().toLowerCase(Locale.ROOT),
                                Reason.of(failure.sentence()).orElse(UNSAID),
                                CLOSED);
                LOG.warn("{}: nothing is answered there for a day: {}", community.name(), failure.sentence());
                yield new Delivery.Never(failure.sentence());
            }
            case LOCKED, ARCHIVED, GONE, BLOCKED, TOO_LONG, NOT_ALLOWED, CONFLICT, REFUSED ->
                new Delivery.Never(failure.sentence());
        };
    }
}
