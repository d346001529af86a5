package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Scope;

/**
 * What called the bot, in its front's names.
 *
 * @param community where that was
 * @param thread all that is said about one post
 * @param message the one in which the bot was called: the post itself, where nobody called
 * @param summoner who wrote that message
 * @param author who posted the picture
 */
public record Summons(Scope community, String thread, String message, String summoner, String author) {
    public Summons {
        thread = Received.storable(thread);
        message = Received.storable(message);
        summoner = Received.storable(summoner);
        author = Received.storable(author);
    }
}
