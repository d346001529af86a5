package io.pareidolia.bot.reddit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Postings;
import io.pareidolia.bot.language.Language;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.quota.Turnover;
import io.pareidolia.bot.reddit.CommentRequest.Command;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done at once when somebody says so below an answer. Each may be said twice, and is done once; what came of it
 * is told in private, so that nobody makes the bot talk below a post.
 */
final class Commands {
    private static final int DAYS = 7;
    private static final int MOST_MEMBERS = 5;
    private static final int MINUTE = 60;

    /** Of one person in a day. */
    private static final int MOST_REPORTS = 5;

    private static final int MANY = 10_000;
    private static final Reason BLOCKED = new Reason("the moderators of this subreddit have decided so");
    private static final Reason PAUSED = new Reason("Dreams are paused in this subreddit.");
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final RedditClient client;
    private final Postings postings;
    private final RedditDesk desk;
    private final SubredditBook book;
    private final Cache<String, Integer> reports = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofDays(1))
            .maximumSize(MANY)
            .build();

    Commands(RedditClient client, Postings postings, RedditDesk desk, SubredditBook book) {
        this.client = client;
        this.postings = postings;
        this.desk = desk;
        this.book = book;
    }

    /** Whether somebody has said stop. */
    boolean isLeftAlone(String member) {
        Scope scope = everywhere(member);
        return desk.rules()
                .of(List.of(scope))
                .getOrDefault(scope, Map.of())
                .getOrDefault(RuleKey.OPT_OUT, "false")
                .equals("true");
    }

    /**
     * Does it.
     *
     * @param answer of ours below which it was said, if it was
     */
    Taken run(InboxItem item, Command command, Optional<Posting> answer) {
        Language language = AnswerWriter.language(
                item.comment() ? book.rules(item.subreddit()).language() : Locale.ENGLISH);
        Author member = new Author(Author.Kind.MEMBER, item.author());
        return switch (command.kind()) {
            case STOP -> {
                if (isLeftAlone(item.author())) {
                    yield new Taken.Done("left alone before");
                }
                desk.rules().set(everywhere(item.author()), Map.of(RuleKey.OPT_OUT, "true"), member);
                yield done(item, "left alone", language, "done.stopped");
            }
            case START -> {
                if (desk.rules()
                        .reset(everywhere(item.author()), Set.of(RuleKey.OPT_OUT), member)
                        .isEmpty()) {
                    yield new Taken.Done("was not left alone");
                }
                yield done(item, "not left alone any more", language, "done.started");
            }
            case DELETE ->
                answer.map(posting -> delete(posting, item, language))
                        .orElseGet(() -> new Taken.Ignored("nothing of ours stands above it"));
            case REPORT ->
                answer.map(posting -> report(posting, item, member, language))
                        .orElseGet(() -> new Taken.Ignored("nothing of ours stands above it"));
            case REMOVE, BLOCK, UNBLOCK, PAUSE, RESUME, USAGE, SETTINGS ->
                isModerator(item)
                        ? moderated(item, command, answer, language)
                        : new Taken.Ignored("its author is no moderator");
        };
    }

    private static Scope everywhere(String member) {
        return Scope.everywhere(RedditFront.NAME, member.toLowerCase(Locale.ROOT));
    }

    private boolean isModerator(InboxItem item) {
        return item.comment() && client.isModerator(item.subreddit(), item.author());
    }

    private static Taken done(InboxItem item, String what, Language language, String key) {
        return new Taken.Done(what, Optional.of(whisper(item, language, Markdown.escape(language.text(key)))));
    }

    private static Whisper whisper(InboxItem item, Language language, String text) {
        return new Whisper(item.author(), language.text("done.subject"), text);
    }

    private Taken delete(Posting posting, InboxItem item, Language language) {
        boolean theirs = item.author().equalsIgnoreCase(posting.summons().summoner())
                || item.author().equalsIgnoreCase(posting.summons().author())
                || isModerator(item);
        if (!theirs) {
            return done(item, "not theirs to delete", language, "refused.notyours");
        }
        return new Taken.Done(delete(posting));
    }

    /** Deletes an answer of ours, and all that belongs to it. */
    String delete(Posting posting) {
        posting.answer().ifPresent(client::delete);
        posting.post().ifPresent(client::delete);
        if (!desk.forget().test(posting.job())) {
            LOG.warn("{}: it has not ended, so its pictures are still there", posting.job());
        }
        postings.gone(posting.job());
        return posting.job() + " is deleted";
    }

    private Taken report(Posting posting, InboxItem item, Author member, Language language) {
        JobId job = posting.job();
        if (reports.asMap().merge(item.author(), 1, Integer::sum) > MOST_REPORTS && !isModerator(item)) {
            return new Taken.Ignored("its author has reported too much today");
        }
        if (!desk.belongings().hold(job, member)) {
            return new Taken.Done(job + " was reported before, or has no pictures any more");
        }
        desk.alert()
                .accept("Job " + job + " was reported on Reddit and put aside: \"pareidolia jobs show " + job
                        + "\" tells of it, \"pareidolia block\" keeps its picture away.");
        String thread = "/comments/" + posting.summons().thread().replaceFirst("^t3_", "");
        String text = "A dream of this bot was reported in " + Markdown.link("this thread", thread)
                + ", and its picture is put aside. To delete the answer, reply " + Markdown.code("!remove")
                + " to it; to keep somebody from asking, " + Markdown.code("!block user 7d") + ".";
        try {
            book.tellModerators(item.subreddit(), "A dream was reported", text);
        } catch (RedditFailure failure) {
            LOG.warn("{}: its report did not reach the moderators: {}", job, failure.sentence());
        }
        return done(item, job + " is put aside", language, "done.reported");
    }

    private Taken moderated(InboxItem item, Command command, Optional<Posting> answer, Language language) {
        Author moderator = new Author(Author.Kind.MODERATOR, item.author());
        Scope community = SubredditBook.scope(item.subreddit());
        switch (command.kind()) {
            case REMOVE -> {
                return answer.<Taken>map(posting -> new Taken.Done(delete(posting)))
                        .orElseGet(() -> new Taken.Ignored("nothing of ours stands above it"));
            }
            case BLOCK ->
                desk.conduct()
                        .ban(member(community, command.member().orElseThrow()), command.time(), BLOCKED, moderator);
            case UNBLOCK ->
                desk.conduct().pardon(member(community, command.member().orElseThrow()), moderator);
            case PAUSE -> desk.conduct().pause(community, PAUSED, moderator);
            case RESUME -> desk.conduct().resume(community, moderator);
            case USAGE -> {
                return told(item, command, language, usage(item.subreddit(), community, language));
            }
            default -> {
                return told(item, command, language, book.told(item.subreddit(), language));
            }
        }
        return told(
                item,
                command,
                language,
                Markdown.escape(language.text("done.command", command.kind().word())));
    }

    private static Taken told(InboxItem item, Command command, Language language, String text) {
        return new Taken.Done(command.kind().word() + " by a moderator", Optional.of(whisper(item, language, text)));
    }

    private static Scope member(Scope community, String member) {
        return Scope.member(RedditFront.NAME, community.community(), member.toLowerCase(Locale.ROOT));
    }

    private String usage(String subreddit, Scope community, Language language) {
        List<Turnover.Day> days = desk.turnover().days(community, DAYS);
        if (days.isEmpty()) {
            return Markdown.escape(language.text("usage.none", subreddit, DAYS));
        }
        int jobs = days.stream().mapToInt(Turnover.Day::jobs).sum();
        double minutes = days.stream().mapToDouble(Turnover.Day::seconds).sum() / MINUTE;
        String list =
                days.stream().map(day -> "* " + day.date() + ": " + day.jobs()).collect(Collectors.joining("\n"));
        String members = desk.turnover().members(community, DAYS, MOST_MEMBERS).stream()
                .map(share -> share.member() + " " + share.jobs())
                .collect(Collectors.joining(", "));
        return Markdown.escape(language.text("usage.total", subreddit, DAYS, jobs, minutes)) + "\n\n" + list + "\n\n"
                + Markdown.escape(language.text("usage.members", members));
    }
}
