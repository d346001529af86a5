package io.pareidolia.bot.job;

/**
 * Who asked.
 *
 * @param front the platform: {@code lobby}, {@code discord}, {@code reddit}
 * @param community the guild, the subreddit, or the lobby
 * @param member the person in it, as the platform names them for ever
 */
public record Asker(String front, String community, String member) {}
