package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Instant;
import java.util.Optional;

/** What lies in an inbox: a comment that concerns one, or a message. */
public final class Notice {
    static final String MENTION = "username_mention";
    static final String COMMENT_REPLY = "comment_reply";
    static final String POST_REPLY = "post_reply";

    private final String fullname;
    private final String type;
    private final String subject;
    private final String body;
    private final Redditor author;
    private final Redditor to;
    private final LoopbackSubreddit subreddit;
    private final LoopbackComment comment;
    private final Instant created;
    private volatile boolean unread = true;

    private Notice(
            String fullname,
            String type,
            String subject,
            String body,
            Redditor author,
            Redditor to,
            LoopbackSubreddit subreddit,
            LoopbackComment comment,
            Instant created) {
        this.fullname = fullname;
        this.type = type;
        this.subject = subject;
        this.body = body;
        this.author = author;
        this.to = to;
        this.subreddit = subreddit;
        this.comment = comment;
        this.created = created;
    }

    static Notice about(LoopbackComment comment, String type, Redditor to) {
        String subject = switch (type) {
            case MENTION -> "username mention";
            case COMMENT_REPLY -> "comment reply";
            default -> "post reply";
        };
        return new Notice(
                comment.fullname(),
                type,
                subject,
                comment.text(),
                comment.author(),
                to,
                comment.subreddit(),
                comment,
                comment.created());
    }

    /** From a person, or from a subreddit's moderators if there is no author. */
    static Notice message(
            World world, Redditor author, LoopbackSubreddit subreddit, Redditor to, String subject, String body) {
        return new Notice(
                "t4_" + world.nextId(),
                "unknown",
                subject,
                body,
                author,
                to,
                subreddit,
                null,
                world.clock().instant());
    }

    public String fullname() {
        return fullname;
    }

    public String type() {
        return type;
    }

    public String subject() {
        return subject;
    }

    /** What it says; of a comment what it said first. */
    public String body() {
        return body;
    }

    /** Nobody if moderators wrote it. */
    public Optional<Redditor> author() {
        return Optional.ofNullable(author);
    }

    public Redditor to() {
        return to;
    }

    public Optional<LoopbackComment> comment() {
        return Optional.ofNullable(comment);
    }

    public boolean isUnread() {
        return unread;
    }

    void read(boolean done) {
        unread = !done;
    }

    /** Whether it is shown: a deleted comment vanishes from the inbox. */
    boolean isThere() {
        return comment == null || (!comment.isDeleted() && !comment.isRemoved());
    }

    ObjectNode json() {
        ObjectNode data = Json.object()
                .put("id", fullname.substring(3))
                .put("name", fullname)
                .put("type", type)
                .put("subject", subject)
                .put("body", comment == null ? body : comment.text())
                .put("body_html", Words.html(body))
                .put("author", author == null ? null : author.name())
                .put("was_comment", comment != null)
                .put("new", unread)
                .put("score", comment == null ? 0 : 1)
                .put("dest", to.name())
                .put("context", comment == null ? "" : comment.permalink() + "?context=3")
                .put("replies", "");
        Words.created(data, created);
        Words.author(data, author);
        data.putNull("likes");
        data.putNull("distinguished");
        data.putNull("first_message");
        data.putNull("first_message_name");
        data.putNull("associated_awarding_id");
        data.put("subreddit", subreddit == null ? null : subreddit.name());
        data.put("subreddit_name_prefixed", subreddit == null ? null : subreddit.prefixed());
        if (comment == null) {
            data.putNull("num_comments");
            data.putNull("parent_id");
        } else {
            data.put("link_title", comment.post().title())
                    .put("num_comments", comment.post().comments().size())
                    .put("parent_id", comment.parent().fullname());
        }
        return Words.kind(comment == null ? "t4" : "t1", data);
    }
}
