package io.pareidolia.bot.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an answer stands that carries no buttons, as far as it has come. All names are the front's own.
 *
 * @param attempt what is about to be posted, or was when nobody was heard of any more: nobody knows whether it stands
 * @param attempted when that was
 * @param post our own post with the dream, where one was made
 * @param answer our answer; empty before it is given, and where a platform gives messages no name
 * @param way how it was answered; empty before that
 * @param since when it was begun
 * @param looked when somebody looked last whether it still may stand
 * @param gone when it was deleted
 */
public record Posting(
        JobId job,
        Summons summons,
        Optional<Act> attempt,
        Optional<Instant> attempted,
        Optional<String> post,
        Optional<String> answer,
        Optional<Way> way,
        Instant since,
        Instant looked,
        Optional<Instant> gone) {
    /** Something that is posted once. */
    public enum Act {
        /** A post of our own with the dream. */
        POST,
        /** The answer to whoever summoned, where it was. */
        ANSWER,
        /** The answer in private, of which nobody can look whether it stands. */
        MESSAGE
    }

    /** How an answer was given. */
    public enum Way {
        /** With the picture in it. */
        COMMENT,
        /** With a link to our own post. */
        POST,
        /** With a link to the lobby. */
        LINK,
        /** In private. */
        MESSAGE
    }
}
