package io.pareidolia.bot.reddit;

/**
 * A word that means nothing but is nearly one that does.
 *
 * @param typed as it was written
 * @param nearest the valid one
 */
record NearMiss(String typed, String nearest) {}
