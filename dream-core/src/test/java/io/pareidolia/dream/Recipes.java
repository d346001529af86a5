package io.pareidolia.dream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Recipes and wishes of every kind, for properties and for whoever needs a plain one. */
public final class Recipes extends DomainContextBase {
    /** The notebook's recipe on a network and a layer. */
    public static Recipe notebook(String network, String layer) {
        return new Recipe(network, LayerExpression.of(layer), 4, 1.4, 10, 1.5, 32, 0, 512, 1, 1, Colour.DREAM);
    }

    /** Names as strangers' tensors have them: mostly plain, sometimes with anything in them. */
    private static Arbitrary<String> names(String forbidden) {
        Arbitrary<String> plain = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("_./-")
                .ofMinLength(1)
                .ofMaxLength(24);
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars(" :#+,%=;\"'×äß漢\u00a0\u200b\n\u0000/\\ʼ0aZ")
                .ofMinLength(1)
                .ofMaxLength(6);
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
        return Arbitraries.frequencyOf(Tuple.of(5, plain), Tuple.of(2, odd), Tuple.of(2, any))
                .map(name -> name.codePoints()
                        .filter(point -> forbidden.indexOf(point) < 0)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .filter(name -> !name.isEmpty());
    }

    /** Numbers with few digits as people type them, numbers with all seventeen, and both ends. */
    private static Arbitrary<Double> decimals(double lowest, double highest) {
        return Combinators.combine(Arbitraries.longs().between(0, 1L << 53), Arbitraries.of(1e2, 1e4, 0.0))
                .as((share, places) -> {
                    double value = lowest + (highest - lowest) * share / (1L << 53);
                    double shorter = places == 0 ? value : Math.round(value * places) / places;
                    return Math.min(highest, Math.max(lowest, shorter));
                });
    }

    @Provide
    Arbitrary<LayerTerm> term() {
        Arbitrary<List<Integer>> channels = Arbitraries.integers()
                .between(0, 65_535)
                .list()
                .uniqueElements()
                .ofMaxSize(4);
        Arbitrary<Double> weights = Arbitraries.oneOf(
                Arbitraries.just(1.0),
                decimals(0.001, 100),
                decimals(0.001, 100).map(weight -> -weight));
        return Combinators.combine(names(""), channels, weights).as(LayerTerm::new);
    }

    @Provide
    Arbitrary<LayerExpression> expression() {
        return term().list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(LayerExpression::new)
                .filter(expression -> expression.toString().length() < 150);
    }

    @Provide
    Arbitrary<Recipe> recipe() {
        var first = Combinators.combine(
                names("/\\"), expression(), Arbitraries.integers().between(1, 12), decimals(1.1, 3));
        return first.flatAs((network, layer, octaves, scale) -> Combinators.combine(
                        Arbitraries.integers().between(1, 200),
                        decimals(0.01, 20),
                        Arbitraries.integers().between(0, 128),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(1, 8192),
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        decimals(0, 1),
                        Arbitraries.of(Colour.class))
                .as((steps, step, jitter, smooth, size, seed, strength, colour) -> new Recipe(
                        network, layer, octaves, scale, steps, step, jitter, smooth, size, seed, strength, colour)));
    }

    @Provide
    Arbitrary<RecipeWish> wish() {
        Arbitrary<Boolean> coin = Arbitraries.of(true, false);
        Arbitrary<String> looks = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12), Arbitraries.just("?"));
        return Combinators.combine(
                        recipe(),
                        coin.list().ofSize(RecipeKey.ofRecipe().size()),
                        looks.optional(),
                        Arbitraries.of(Verb.class).list().ofMaxSize(3),
                        coin)
                .as((recipe, said, look, verbs, stamped) -> {
                    Map<RecipeKey<?>, Object> values = new LinkedHashMap<>();
                    for (int i = 0; i < said.size(); i++) {
                        RecipeKey<?> key = RecipeKey.ofRecipe().get(i);
                        if (said.get(i)) {
                            values.put(key, key.valueIn(recipe));
                        }
                    }
                    look.filter(name -> Verb.of(name).isEmpty()).ifPresent(name -> values.put(RecipeKey.LOOK, name));
                    if (stamped) {
                        values.put(RecipeKey.RECIPE, 1);
                        values.put(RecipeKey.SHA256, "0123456789ab");
                    }
                    List<Verb> allowed = new ArrayList<>(verbs);
                    if (values.containsKey(RecipeKey.SEED)) {
                        allowed.removeIf(Verb::newSeed);
                    }
                    return new RecipeWish(values, allowed);
                });
    }
}
