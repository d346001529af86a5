package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A named recipe that people choose by its picture. Common names exist once for each network.
 *
 * @param name lower-case letters, digits and hyphens, at most 32
 * @param description one line
 * @param network the catalogue name of the network whose layers it names
 * @param recipe layers and whatever else differs from the usual values; neither size nor seed, neither look nor verb
 */
public record Look(String name, String description, String network, RecipeWish recipe) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<RecipeKey<?>> NOT_ITS_BUSINESS = Set.of(
            RecipeKey.LOOK, RecipeKey.NETWORK, RecipeKey.SIZE, RecipeKey.SEED, RecipeKey.RECIPE, RecipeKey.SHA256);

    public Look {
        if (!NAME.matcher(name).matches()) {
            throw DreamException.input(
                    "\"" + name + "\" is no name for a look: lower-case letters, digits and hyphens, at most 32.");
        }
        if (Verb.of(name).isPresent()) {
            throw DreamException.input("A look cannot be called " + name + ": that word means something already.");
        }
        if (description.isBlank() || description.lines().count() != 1) {
            throw DreamException.input("The look " + name + " needs a description of one line.");
        }
        RecipeKey.NETWORK.check(network);
        if (!recipe.has(RecipeKey.LAYER)) {
            throw DreamException.input("The look " + name + " needs a layer.");
        }
        for (RecipeKey<?> key : NOT_ITS_BUSINESS) {
            if (recipe.has(key)) {
                throw DreamException.input("The recipe of the look " + name + " must not say " + key + ".");
            }
        }
        if (!recipe.verbs().isEmpty()) {
            throw DreamException.input("The recipe of the look " + name + " must not have verbs.");
        }
    }
}
