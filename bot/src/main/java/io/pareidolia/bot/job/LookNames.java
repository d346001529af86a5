package io.pareidolia.bot.job;

import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Optional;

/** How people call what a dream shows: by the look that was asked for, else the look of its layers, else the layers. */
public final class LookNames {
    private final Looks looks;

    public LookNames(Looks looks) {
        this.looks = looks;
    }

    public String of(Job job) {
        RecipeWish asked = read(job.received().wish().recipe());
        if (!asked.has(RecipeKey.LAYER)) {
            Optional<String> look = asked.get(RecipeKey.LOOK);
            if (look.isPresent()) {
                return look.get();
            }
        }
        RecipeWish recipe = read(job.recipe().orElse(""));
        String network = recipe.get(RecipeKey.NETWORK).orElse("");
        String layer = recipe.get(RecipeKey.LAYER).map(Object::toString).orElse("");
        return looks.of(network).stream()
                .filter(look -> look.recipe()
                        .get(RecipeKey.LAYER)
                        .map(Object::toString)
                        .filter(layer::equals)
                        .isPresent())
                .map(Look::name)
                .findFirst()
                .orElse(layer);
    }

    /** The looks on the sheet that a job came to; none for a dream. */
    public static List<String> onSheet(Job job) {
        return read(job.recipe().orElse("")).sheetLooks();
    }

    /** What can be read of it: the words of a wish may be of any kind. */
    private static RecipeWish read(String recipe) {
        try {
            return RecipeText.parse(recipe);
        } catch (DreamException wrong) {
            return RecipeText.parse("");
        }
    }
}
