package io.pareidolia.bot.reddit;

import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What moderators say on the wiki page {@value #PAGE} of their subreddit.
 *
 * @param enabled whether the bot answers there at all
 * @param reply how a dream is handed over
 * @param refusal how a sentence is, where there is no dream
 * @param watch which new posts are dreamed without being asked
 * @param quota how much may be dreamed
 * @param looks that may be used; none for all
 * @param networks that may be used; none for all
 * @param largestSize the longest side of a dream in pixels, if the page says one
 * @param nsfw whether pictures that are marked NSFW are dreamed
 * @param footer what moderators add to each answer, in Markdown; may be empty
 * @param language in which the bot speaks there
 * @param dryRun whether it only writes into its log what it would post
 * @param author who may ask
 * @param moderatorsExempt whether moderators may ask whatever {@code author} and {@code quota} say
 * @param ignoreFlair posts with such a flair are left alone
 * @param distinguish whether answers carry the mark of a moderator
 */
record SubredditRules(
        boolean enabled,
        Reply reply,
        Refusal refusal,
        Watch watch,
        Quota quota,
        List<String> looks,
        List<String> networks,
        OptionalInt largestSize,
        boolean nsfw,
        String footer,
        Locale language,
        boolean dryRun,
        AuthorTerms author,
        boolean moderatorsExempt,
        List<String> ignoreFlair,
        boolean distinguish) {
    /** Its name in the wiki. */
    static final String PAGE = "pareidolia";

    /** What holds where no page says anything. */
    static final SubredditRules USUAL = new SubredditRules(
            true,
            Reply.COMMENT,
            Refusal.COMMENT,
            new Watch(false, List.of()),
            new Quota(OptionalInt.empty(), OptionalInt.empty(), Map.of()),
            List.of(),
            List.of(),
            OptionalInt.empty(),
            false,
            "",
            Locale.ENGLISH,
            false,
            new AuthorTerms(Optional.empty(), Optional.empty(), Optional.empty()),
            true,
            List.of(),
            false);

    SubredditRules {
        looks = List.copyOf(looks);
        networks = List.copyOf(networks);
        ignoreFlair = List.copyOf(ignoreFlair);
    }

    /** How a dream is handed over; where that cannot be, in the way of the next. */
    enum Reply {
        /** A comment with the picture in it. */
        COMMENT,
        /** A post of the bot's own, and a comment that leads there. */
        POST,
        /** A comment that leads to the page of the dream outside Reddit. */
        LINK,
        /** A message to whoever asked; nothing is posted in the subreddit. */
        MESSAGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is told that there is no dream. */
    enum Refusal {
        COMMENT,
        MESSAGE,
        SILENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which new posts are dreamed without being asked.
     *
     * @param all every one with a picture
     * @param flairs else those with one of these
     */
    record Watch(boolean all, List<String> flairs) {
        Watch {
            flairs = List.copyOf(flairs);
        }

        boolean isOn() {
            return all || !flairs.isEmpty();
        }
    }

    /**
     * Dreams a day.
     *
     * @param member of one member, if it is limited here
     * @param subreddit of all together, if it is limited here
     * @param flairs of one member with that flair, in place of {@code member}
     */
    record Quota(OptionalInt member, OptionalInt subreddit, Map<String, Integer> flairs) {
        Quota {
            flairs = Map.copyOf(flairs);
        }

        boolean isSaid() {
            return member.isPresent() || !flairs.isEmpty();
        }
    }

    /**
     * Who may ask: whoever fulfils all of it.
     *
     * @param accountAge in seconds
     * @param isContributor whether it must be an approved user, or must not
     */
    record AuthorTerms(
            Optional<Comparison> accountAge, Optional<Comparison> combinedKarma, Optional<Boolean> isContributor) {
        /** Whether there is nothing to look up. */
        boolean fitsAnybody() {
            return accountAge.isEmpty() && combinedKarma.isEmpty() && isContributor.isEmpty();
        }

        boolean fit(Duration age, long karma, boolean contributor) {
            return accountAge.map(term -> term.holds(age.toSeconds())).orElse(true)
                    && combinedKarma.map(term -> term.holds(karma)).orElse(true)
                    && isContributor.map(wanted -> wanted == contributor).orElse(true);
        }
    }

    /** A recipe with a look or network that may be used here, if it names none itself. */
    String completed(String recipe) {
        RecipeWish wish = RecipeText.parse(recipe);
        if (wish.has(RecipeKey.LAYER) || wish.has(RecipeKey.LOOK) || wish.has(RecipeKey.NETWORK)) {
            return recipe;
        }
        Optional<String> first = looks.isEmpty()
                ? networks.stream().findFirst().map(network -> "network=" + network)
                : Optional.of("look=" + looks.get(0));
        return first.map(word -> RecipeText.parse(word).then(wish).toString()).orElse(recipe);
    }

    /** Whether a new post with that flair is dreamed without being asked. */
    boolean watches(String flair) {
        return enabled && !ignores(flair) && (watch.all() || isAmong(flair, watch.flairs()));
    }

    /** Whether a post with that flair is left alone. */
    boolean ignores(String flair) {
        return isAmong(flair, ignoreFlair);
    }

    private static boolean isAmong(String flair, List<String> flairs) {
        return flairs.stream().anyMatch(one -> one.strip().equalsIgnoreCase(flair.strip()));
    }
}
