package io.pareidolia.bot.quota;

import java.util.List;

/**
 * Who asks, as rules see it.
 *
 * @param front the platform: {@code lobby}, {@code discord}, {@code reddit}
 * @param community the guild, the subreddit, or the lobby
 * @param member the person in it
 * @param roles that the person has there, as the platform names them for ever; empty where there are none
 */
public record Requester(String front, String community, String member, List<String> roles) {
    public Requester {
        roles = List.copyOf(roles);
    }
}
