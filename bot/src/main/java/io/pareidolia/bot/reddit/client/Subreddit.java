package io.pareidolia.bot.reddit.client;

/**
 * A subreddit as the bot meets it.
 *
 * @param banned true if the bot is
 * @param muted true if the bot is
 * @param moderator true if the bot is one
 * @param pictures true if posts may be pictures
 * @param picturesInComments true if comments may hold pictures
 * @param wiki true if it has one
 * @param kind {@code public}, {@code restricted}, {@code private}, {@code user} and their like
 */
public record Subreddit(
        String name,
        String fullname,
        boolean banned,
        boolean muted,
        boolean moderator,
        boolean nsfw,
        boolean pictures,
        boolean picturesInComments,
        boolean wiki,
        String kind,
        boolean quarantined) {}
