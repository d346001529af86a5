package io.pareidolia.bot.reddit.client;

import io.pareidolia.bot.settings.RedditSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Speaks with Reddit as the bot. Every method may throw {@link RedditFailure}; what only reads is repeated by itself, what
 * changes something never. All threads may use it, and share one budget of requests.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RedditClient implements AutoCloseable {
    public RedditClient(RedditSettings settings, Clock clock) {}

    /** Who the bot is; the first question that is asked, as its failure says what is wrong with the credentials. */
    public Account me() {
        throw new UnsupportedOperationException();
    }

    /** What is unread in the inbox, at most 100, the oldest first. It stays unread. */
    public List<InboxItem> unread() {
        throw new UnsupportedOperationException();
    }

    /** Marks as read. */
    public void read(List<String> fullnames) {
        throw new UnsupportedOperationException();
    }

    public Optional<Post> post(String fullname) {
        throw new UnsupportedOperationException();
    }

    public Optional<Comment> comment(String fullname) {
        throw new UnsupportedOperationException();
    }

    /** Those of the posts that Reddit knows, in any order. */
    public List<Post> posts(Collection<String> fullnames) {
        throw new UnsupportedOperationException();
    }

    /** Those of the comments that Reddit knows, in any order. */
    public List<Comment> comments(Collection<String> fullnames) {
        throw new UnsupportedOperationException();
    }

    /**
     * The answers to a comment, without the answers to those.
     *
     * @param post fullname
     * @param comment fullname, or empty for the answers to the post itself
     */
    public List<Comment> replies(String post, String comment) {
        throw new UnsupportedOperationException();
    }

    /**
     * The newest posts, at most 100, the newest first.
     *
     * @param before fullname of a post; only newer ones are wanted
     */
    public List<Post> newest(String subreddit, Optional<String> before) {
        throw new UnsupportedOperationException();
    }

    public Subreddit about(String subreddit) {
        throw new UnsupportedOperationException();
    }

    public Author author(String name) {
        throw new UnsupportedOperationException();
    }

    public boolean isModerator(String subreddit, String user) {
        throw new UnsupportedOperationException();
    }

    /** Whether somebody is an approved user; only moderators may ask. */
    public boolean isContributor(String subreddit, String user) {
        throw new UnsupportedOperationException();
    }

    /** A page of the wiki, or empty if it has not been created. */
    public Optional<WikiPage> wiki(String subreddit, String page) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a page of the wiki.
     *
     * @param reason shown in its history
     * @param previous the revision that is overwritten; any other one is a conflict
     */
    public void editWiki(String subreddit, String page, String text, String reason, Optional<String> previous) {
        throw new UnsupportedOperationException();
    }

    /** Lets moderators alone see and edit a page, and lists it nowhere. */
    public void hideWiki(String subreddit, String page) {
        throw new UnsupportedOperationException();
    }

    /** Answers a comment or a post. */
    public Comment reply(String parent, String markdown) {
        throw new UnsupportedOperationException();
    }

    /** Answers a comment or a post, with a picture inside. */
    public Comment reply(String parent, RichText text) {
        throw new UnsupportedOperationException();
    }

    /** Gives a comment of the bot another text. */
    public void edit(String fullname, String markdown) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a comment or a post of the bot; one that is gone counts as deleted. */
    public void delete(String fullname) {
        throw new UnsupportedOperationException();
    }

    /** Marks a comment of the bot as a moderator's. */
    public void distinguish(String fullname) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives Reddit a picture, for a post or a comment.
     *
     * @param name of the file, which nobody sees
     */
    public Upload upload(byte[] picture, String mediaType, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Posts a picture.
     *
     * @param patience how long Reddit may take to say where the post is
     * @return link of the post; empty if Reddit did not say it in time, although the post may be there or still come
     */
    public Optional<String> submit(
            String subreddit, String title, Upload upload, boolean nsfw, boolean spoiler, Duration patience) {
        throw new UnsupportedOperationException();
    }

    /** The newest posts of somebody, at most 100, the newest first. */
    public List<Post> submitted(String user) {
        throw new UnsupportedOperationException();
    }

    /** Writes a message to a person. */
    public void message(String to, String subject, String markdown) {
        throw new UnsupportedOperationException();
    }

    /** Writes to the moderators of a subreddit. */
    public void modmail(String subreddit, String subject, String markdown) {
        throw new UnsupportedOperationException();
    }

    public void acceptInvitation(String subreddit) {
        throw new UnsupportedOperationException();
    }

    /** What Reddit last said of the requests that are left. */
    public Headroom headroom() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
