package io.pareidolia.bot.reddit.client;

import java.time.Instant;

/**
 * The account that the bot speaks as.
 *
 * @param fullname such as {@code t2_abc}
 * @param karma of comments and posts together
 */
public record Account(String name, String fullname, Instant created, long karma) {}
