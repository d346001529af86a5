package io.pareidolia.bot.reddit;

import io.pareidolia.dream.RecipeWish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a comment asks of the bot. */
sealed interface CommentRequest {
    /**
     * A dream.
     *
     * @param wish what was understood of a recipe, and its verbs; the default look where that is nothing
     * @param picture which one of a gallery, 1 for the first
     * @param sameOnMine the recipe of the answer it replies to, on a picture of whoever replies
     * @param links that the comment has, which may lead to a picture
     * @param offered what was nearly understood, and left out
     */
    record Dream(RecipeWish wish, OptionalInt picture, boolean sameOnMine, List<String> links, List<NearMiss> offered)
            implements CommentRequest {
        public Dream {
            links = List.copyOf(links);
            offered = List.copyOf(offered);
        }

        /** In the recipe language. */
        String words() {
            return wish.toString();
        }
    }

    /**
     * Something that is done at once.
     *
     * @param member whom it is about, for those that need a name
     * @param time how long it holds; for ever without
     */
    record Command(Kind kind, Optional<String> member, Optional<Duration> time) implements CommentRequest {
        Command(Kind kind) {
            this(kind, Optional.empty(), Optional.empty());
        }

        /** Which. Those of moderators begin with an exclamation mark. */
        enum Kind {
            DELETE("delete"),
            REPORT("report"),
            STOP("stop"),
            START("start"),
            REMOVE("!remove"),
            BLOCK("!block"),
            UNBLOCK("!unblock"),
            PAUSE("!pause"),
            RESUME("!resume"),
            USAGE("!usage"),
            SETTINGS("!settings");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            String word() {
                return word;
            }

            /** Whether moderators alone may say it. */
            boolean isModerators() {
                return word.startsWith("!");
            }
        }
    }

    /**
     * What cannot be done as it was said.
     *
     * @param sentence why, in English
     */
    record Refused(String sentence) implements CommentRequest {}

    /** It is not for us. */
    record Nothing() implements CommentRequest {}
}
