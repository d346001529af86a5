package io.pareidolia.bot.reddit;

import io.pareidolia.dream.failure.StrangersName;

/**
 * A word that means nothing but is nearly one that does.
 *
 * @param typed as it was written
 * @param nearest the valid one
 */
record NearMiss(String typed, String nearest) {
    NearMiss {
        typed = StrangersName.of(typed);
        nearest = StrangersName.of(nearest);
    }
}
