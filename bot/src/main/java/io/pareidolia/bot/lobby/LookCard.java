package io.pareidolia.bot.lobby;

import org.jspecify.annotations.Nullable;

/**
 * A look as people choose it.
 *
 * @param recipe what to type for it
 * @param picture address of what it dreams; null where an operator's own look has none
 */
public record LookCard(
        String name,
        String network,
        String description,
        String recipe,
        @Nullable String picture) {}
