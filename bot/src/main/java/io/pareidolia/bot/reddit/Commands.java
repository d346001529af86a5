package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.RedditClient;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done at once when somebody says so below an answer. Each may be said twice, and is done once; whoever may not
 * say it is not answered, so that nobody makes the bot talk.
 */
final class Commands {
    private static final String WHY = "said on Reddit";
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final RedditClient client;
    private final RedditServices services;
    private final RedditDesk desk;

    Commands(RedditClient client, RedditServices services, RedditDesk desk) {
        this.client = client;
        this.services = services;
        this.desk = desk;
    }

    /**
     * Does it.
     *
     * @param answer below which it was said, if it was
     * @return what was done, for the log
     */
    String run(InboxItem item, CommandOf command, Optional<Posting> answer) {
        Author member = new Author(Author.Kind.MEMBER, item.author());
        return switch (command.request().kind()) {
            case DELETE ->
                answer.filter(posting -> isTheirs(posting, item))
                        .map(this::delete)
                        .orElse("nothing of theirs to delete");
            case REPORT -> answer.map(posting -> report(posting, item, member)).orElse("nothing to report");
            case STOP -> {
                desk.rules().set(everywhere(item.author()), Map.of(RuleKey.OPT_OUT, "true"), member);
                yield "left alone from now on";
            }
            case START -> {
                desk.rules().reset(everywhere(item.author()), Set.of(RuleKey.OPT_OUT), member);
                yield "not left alone any more";
            }
            default -> isModerator(item) ? moderated(item, command.request(), answer) : "not a moderator";
        };
    }

    /** A command as it was read. */
    record CommandOf(CommentRequest.Command request) {}

    private static Scope everywhere(String member) {
        return Scope.everywhere(RedditFront.NAME, member.toLowerCase(Locale.ROOT));
    }

    private boolean isTheirs(Posting posting, InboxItem item) {
        return item.author().equalsIgnoreCase(posting.summons().summoner())
                || item.author().equalsIgnoreCase(posting.summons().author())
                || isModerator(item);
    }

    private boolean isModerator(InboxItem item) {
        return client.isModerator(item.subreddit(), item.author());
    }

    private String delete(Posting posting) {
        posting.answer().ifPresent(client::delete);
        posting.post().ifPresent(client::delete);
        if (!desk.forget().test(posting.job())) {
            LOG.warn("{}: it has not ended, so its pictures are still there", posting.job());
        }
        services.postings().gone(posting.job());
        return "deleted";
    }

    private String report(Posting posting, InboxItem item, Author member) {
        JobId job = posting.job();
        if (!desk.belongings().hold(job, member)) {
            return "reported before";
        }
        desk.alert()
                .accept("Job " + job + " was reported on Reddit. \"pareidolia jobs show\" tells of it, \"pareidolia"
                        + " block\" keeps its picture away.");
        client.message(
                "/r/" + item.subreddit(),
                "A dream was reported",
                "A dream of this bot was reported: "
                        + Markdown.link(
                                "the thread",
                                "/comments/" + posting.summons().thread().substring(3))
                        + ". Reply " + Markdown.code("!remove") + " to the answer to delete it.");
        return "reported";
    }

    private String moderated(InboxItem item, CommentRequest.Command command, Optional<Posting> answer) {
        Author moderator = new Author(Author.Kind.MODERATOR, item.author());
        Scope community = SubredditBook.scope(item.subreddit());
        switch (command.kind()) {
            case REMOVE -> answer.ifPresent(this::delete);
            case BLOCK ->
                desk.conduct()
                        .ban(
                                member(community, command.member().orElseThrow()),
                                command.time(),
                                new Reason(WHY),
                                moderator);
            case UNBLOCK ->
                desk.conduct().pardon(member(community, command.member().orElseThrow()), moderator);
            case PAUSE ->
                desk.conduct().pause(community, new Reason("Dreams are paused in this subreddit."), moderator);
            case RESUME -> desk.conduct().resume(community, moderator);
            default -> LOG.info("{} is not known yet", command.kind().word());
        }
        return command.kind().word() + " by a moderator";
    }

    private static Scope member(Scope community, String member) {
        return Scope.member(RedditFront.NAME, community.community(), member.toLowerCase(Locale.ROOT));
    }
}
