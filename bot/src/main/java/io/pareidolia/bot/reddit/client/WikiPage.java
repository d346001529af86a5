package io.pareidolia.bot.reddit.client;

import java.time.Instant;

/**
 * A page of a subreddit's wiki.
 *
 * @param revision its id, which an edit names so as not to overwrite another
 * @param author of that revision, empty if the account is gone
 */
public record WikiPage(String text, String revision, String author, Instant changed) {}
