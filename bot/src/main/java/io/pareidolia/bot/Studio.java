package io.pareidolia.bot;

import io.pareidolia.dream.Benchmark;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.NetworkChoice;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeResolver;
import io.pareidolia.dream.graph.Preprocessing;
import java.util.List;
import java.util.Optional;

/**
 * The networks at hand and the device they run on, as one command line asked for them. What was prepared for one photo
 * is kept for the next.
 */
interface Studio extends AutoCloseable {
    /** The network that {@code --network} means, for recipes that name none. */
    Optional<NetworkChoice> asked();

    /** Sentences on what was assumed of a network that came as a file. */
    List<String> remarks();

    /** Makes recipes for the networks at hand. */
    RecipeResolver resolver();

    /** The network that a recipe of {@link #resolver} names. */
    NetworkChoice network(String name);

    /** What that network is taken to see. */
    Preprocessing preprocessing(String network);

    /** True if the catalogue says so too. */
    boolean knows(String network, Preprocessing preprocessing);

    /** The layers worth dreaming of a network that is at hand, in the order in which it computes them. */
    List<String> layers(String network);

    /**
     * How many channels a layer has.
     *
     * @param layer as a person says it; an unknown one is answered with the nearest
     */
    int channels(String network, String layer);

    /** What makes the recipe's network dream the recipe's layers. May take seconds the first time. */
    GradientSource gradients(Recipe recipe);

    /**
     * Measures what makes the recipe's network dream the recipe's layers.
     *
     * @param threads processor threads, 1 or more
     */
    Benchmark benchmark(Recipe recipe, int threads);

    /** What a dream may cost on this device. */
    DreamCaps caps();

    /** How to come by better dreams than those of the default network; empty if there is nothing to come by. */
    Optional<String> advice();

    /** Ends the gradient that is under way, which then is cancelled. From any thread. */
    void stop();

    /** Releases the device. */
    @Override
    void close();
}
