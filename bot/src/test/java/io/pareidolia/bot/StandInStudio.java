package io.pareidolia.bot;

import io.pareidolia.dream.Benchmark;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkChoice;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeResolver;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.picture.PictureSize;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for networks where only the command line is looked at: its one network wants every picture to be more of
 * what it is.
 */
final class StandInStudio implements Studio {
    static final String SHA256 = "0123456789abcdef".repeat(4);

    private final StudioWish wish;
    private final NetworkChoice network;

    StandInStudio(StudioWish wish) {
        this.wish = wish;
        network = new NetworkChoice(
                "inception-v3", "inception-v3", SHA256, LayerExpression.of("mixed4"), Optional.of("puppyslug"));
    }

    @Override
    public Optional<NetworkChoice> asked() {
        return wish.network().map(name -> network);
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public RecipeResolver resolver() {
        return new RecipeResolver(Looks.bundled(), List.of(network), Set.of("googlenet"), () -> 7);
    }

    @Override
    public NetworkChoice network(String name) {
        return network;
    }

    @Override
    public Preprocessing preprocessing(String network) {
        return Preprocessing.TF;
    }

    @Override
    public boolean knows(String network, Preprocessing preprocessing) {
        return preprocessing == Preprocessing.TF;
    }

    @Override
    public List<String> layers(String name) {
        return List.of("mixed0", "mixed4", "mixed8");
    }

    @Override
    public int channels(String name, String layer) {
        return 768;
    }

    @Override
    public GradientSource gradients(Recipe recipe) {
        return new GradientSource() {
            @Override
            public Gradient gradient(float[] picture, int height, int width) {
                return new Gradient(picture.clone(), picture[0]);
            }

            @Override
            public int smallestSide() {
                return 8;
            }

            @Override
            public Optional<PictureSize> fixedSize() {
                return Optional.empty();
            }

            @Override
            public long bytesFor(int height, int width) {
                return 12L * height * width;
            }

            @Override
            public double secondsFor(int height, int width) {
                return 0;
            }
        };
    }

    @Override
    public Benchmark benchmark(Recipe recipe, int threads) {
        throw new UnsupportedOperationException("nothing here is worth measuring");
    }

    @Override
    public DreamCaps caps() {
        return DreamCaps.NONE;
    }

    @Override
    public Optional<String> advice() {
        return Optional.of("There are better dreams.");
    }

    @Override
    public void stop() {}

    @Override
    public void close() {}
}
