package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person wrote: some keys with their values, and verbs. It may be incomplete; {@link RecipeResolver} makes a
 * recipe of it.
 *
 * @param values by key, each of the key's type and in its range; iterated in the order of {@link RecipeKey#all}
 * @param verbs in the order in which they were said; {@code stronger} may stand there several times
 */
public record RecipeWish(Map<RecipeKey<?>, Object> values, List<Verb> verbs) {
    /** What another look leaves of a recipe. */
    private static final Set<RecipeKey<?>> BESIDE_LOOKS =
            Set.of(RecipeKey.SIZE, RecipeKey.SEED, RecipeKey.STRENGTH, RecipeKey.COLOUR);

    /** Looks on one sheet. */
    public static final int MOST_LOOKS = 8;

    /** The look that asks for a sheet of them. */
    public static final String SHEET = "?";

    /** Nothing in particular. */
    public static final RecipeWish NONE = new RecipeWish(Map.of(), List.of());

    public RecipeWish {
        Map<RecipeKey<?>, Object> ordered = new LinkedHashMap<>();
        for (RecipeKey<?> key : RecipeKey.all()) {
            Object value = values.get(key);
            if (value != null) {
                ordered.put(key, key.check(value));
            }
        }
        values = Collections.unmodifiableMap(ordered);
        verbs = List.copyOf(verbs);
        for (Verb verb : verbs) {
            if (verb.newSeed() && values.containsKey(RecipeKey.SEED)) {
                throw DreamException.input("\"" + verb.word() + "\" takes a new seed, so leave out seed="
                        + values.get(RecipeKey.SEED) + " or the word.");
            }
        }
        int length = RecipeText.write(values, verbs).length();
        if (length > RecipeText.LONGEST) {
            throw RecipeText.tooLong(length);
        }
    }

    /** Every value of a complete recipe. */
    public static RecipeWish of(Recipe recipe) {
        Map<RecipeKey<?>, Object> values = new LinkedHashMap<>();
        RecipeKey.ofRecipe().forEach(key -> values.put(key, key.valueIn(recipe)));
        return new RecipeWish(values, List.of());
    }

    /** Whether it asks for a sheet of looks instead of one dream: {@code look=?}, or {@code look=?eyes+fur} for these. */
    public boolean asksForSheet() {
        return get(RecipeKey.LOOK).filter(look -> look.startsWith(SHEET)).isPresent();
    }

    /** The looks that the sheet shall have, in this order; none if it leaves that open, or asks for no sheet. */
    public List<String> sheetLooks() {
        return get(RecipeKey.LOOK)
                .filter(look -> look.startsWith(SHEET) && look.length() > SHEET.length())
                .map(look -> List.of(look.substring(SHEET.length()).split("\\+")))
                .orElse(List.of());
    }

    /** This wish for a sheet of these looks alone, {@link #MOST_LOOKS} at most. */
    public RecipeWish withSheet(List<String> looks) {
        return with(RecipeKey.LOOK, SHEET + String.join("+", looks));
    }

    public boolean has(RecipeKey<?> key) {
        return values.containsKey(key);
    }

    /** The value for {@code key}, if this wish has one. */
    public <T> Optional<T> get(RecipeKey<T> key) {
        return Optional.ofNullable(values.get(key)).map(key.type()::cast);
    }

    /** This wish with one value set. */
    public <T> RecipeWish with(RecipeKey<T> key, T value) {
        Map<RecipeKey<?>, Object> changed = new LinkedHashMap<>(values);
        changed.put(key, value);
        return new RecipeWish(changed, verbs);
    }

    /** This wish without some keys. */
    public RecipeWish without(Set<RecipeKey<?>> keys) {
        Map<RecipeKey<?>, Object> changed = new LinkedHashMap<>(values);
        changed.keySet().removeAll(keys);
        return new RecipeWish(changed, verbs);
    }

    /**
     * This recipe of a finished picture, changed by what {@code later} says. Another look replaces all that looks are;
     * another network was trained to see in its own way.
     */
    public RecipeWish changedBy(RecipeWish later) {
        if (!later.has(RecipeKey.LOOK)) {
            return later.get(RecipeKey.NETWORK).map(this::seenBy).orElse(this).then(later);
        }
        Map<RecipeKey<?>, Object> kept = new LinkedHashMap<>(values);
        kept.keySet().retainAll(BESIDE_LOOKS);
        return new RecipeWish(kept, verbs).then(later);
    }

    /** What of this recipe of a finished picture is left for a network: all, or all but how another one sees. */
    public RecipeWish seenBy(String network) {
        boolean same = get(RecipeKey.NETWORK).equals(Optional.of(network));
        return same ? this : without(Set.of(RecipeKey.PREPROCESS));
    }

    /** This wish, overridden by what {@code later} says; a verb there that takes a new seed removes the seed here. */
    public RecipeWish then(RecipeWish later) {
        Map<RecipeKey<?>, Object> changed = new LinkedHashMap<>(values);
        if (later.verbs.stream().anyMatch(Verb::newSeed)) {
            changed.remove(RecipeKey.SEED);
        }
        changed.putAll(later.values);
        List<Verb> said = new ArrayList<>(verbs);
        if (later.has(RecipeKey.SEED)) {
            said.removeIf(Verb::newSeed);
        }
        said.addAll(later.verbs);
        return new RecipeWish(changed, said);
    }

    /** The text that {@link RecipeText#parse} reads back as this wish. */
    @Override
    public String toString() {
        return RecipeText.write(values, verbs);
    }
}
