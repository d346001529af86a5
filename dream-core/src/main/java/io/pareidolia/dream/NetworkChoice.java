package io.pareidolia.dream;

import java.util.Optional;

/**
 * A network that is at hand, as far as recipes need to know it.
 *
 * @param name what a recipe calls it: its name in the catalogue, or the base name of a file
 * @param card the catalogue name whose looks fit it; {@code name} again if the catalogue does not know it
 * @param sha256 of its file, 64 hexadecimal digits
 * @param layer what it dreams if nobody says a layer
 * @param look the look it dreams if nobody says a look or a layer; empty for a network that was given as a file, which
 *     then starts from the notebook's values
 */
public record NetworkChoice(String name, String card, String sha256, LayerExpression layer, Optional<String> look) {
    public NetworkChoice {
        RecipeKey.NETWORK.check(name);
        RecipeText.hashBeginning(sha256);
    }
}
