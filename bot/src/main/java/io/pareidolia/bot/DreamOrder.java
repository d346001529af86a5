package io.pareidolia.bot;

import io.pareidolia.dream.RecipeWish;

/**
 * What a command line wants for each of its photos.
 *
 * @param wish the words of the recipe, over the recipe of {@code --like}
 * @param like true if the wish has such a recipe beneath it
 * @param filmstrip true if the process is to be kept as well
 * @param results where dreams go
 */
record DreamOrder(RecipeWish wish, boolean like, boolean filmstrip, ResultFiles results) {}
