package io.pareidolia.bot.reddit.client;

import java.util.Locale;

/** What the bot's token has to allow; each is asked for one reason. */
public enum Scope {
    IDENTITY("to know its own name"),
    READ("to see posts, comments and subreddits"),
    HISTORY("to find its own posts and comments again after a crash"),
    SUBMIT("to answer, and to post pictures that may not stand in a comment"),
    EDIT("to delete its answers, and to mend them"),
    PRIVATEMESSAGES("to read its inbox, and to write where it may not answer"),
    MYSUBREDDITS("to know where it moderates"),
    WIKIREAD("to read the page of a subreddit's rules"),
    WIKIEDIT("to create that page where it moderates"),
    MODWIKI("to keep that page among the moderators"),
    MODMAIL("to tell moderators of a mistake in it"),
    MODPOSTS("to mark its answers as a moderator's, where they wish so"),
    MODSELF("to accept an invitation to moderate");

    private final String reason;

    Scope(String reason) {
        this.reason = reason;
    }

    /** As Reddit writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why the bot needs it, in words that follow its name. */
    public String reason() {
        return reason;
    }
}
