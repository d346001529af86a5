package io.pareidolia.bot.reddit.loopback;

/** How the websocket of an upload tells that the post is there. */
public enum Announcement {
    /** With its address. */
    TOLD,
    /** Never, although the post is there. */
    SILENT,
    /** The connection is cut before it says anything, although the post is there. */
    CUT,
    /** It says that it failed, and there is no post. */
    FAILED
}
