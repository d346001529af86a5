package io.pareidolia.bot.lobby;

import java.util.List;
import java.util.function.Function;

/**
 * What the page is made of.
 *
 * @param asset address of a file of the page
 * @param recipe as the address bar has it
 * @param looks to choose from
 * @param largestBytes of an upload
 */
public record PageView(Function<String, String> asset, String recipe, List<LookCard> looks, long largestBytes) {
    /** As people say it. */
    public String largest() {
        return largestBytes >= 1_000_000 ? largestBytes / 1_000_000 + "\u00a0MB" : largestBytes / 1_000 + "\u00a0kB";
    }

    /** Whether the recipe begins with a look and says no more. */
    public boolean isChosen(LookCard look) {
        return recipe.isBlank()
                ? looks.indexOf(look) == 0
                : recipe.contains(look.recipe()) && !look.recipe().isEmpty();
    }
}
