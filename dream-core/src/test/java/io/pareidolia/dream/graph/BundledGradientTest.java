package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole bundled network: the gradient in float32 is libtorch's in float64, but for what rounding turns over. */
class BundledGradientTest {
    private static final int[][] SIZES = {{128, 160}, {201, 187}, {240, 299}};

    /** Blobs of colour from the size of the picture down to a few pixels, as a photograph has them. */
    private static double[] photo(int height, int width) {
        Random random = new Random(height * 1000L + width);
        double[] picture = new double[3 * height * width];
        for (double scale = 64; scale >= 2; scale /= 2) {
            for (int plane = 0; plane < 3; plane++) {
                double fx = random.nextDouble() * 2 / scale;
                double fy = random.nextDouble() * 2 / scale;
                double phase = random.nextDouble() * 7;
                double turn = random.nextDouble() * 3;
                for (int i = 0; i < height * width; i++) {
                    double x = i % width;
                    double y = Math.floorDiv(i, width);
                    picture[plane * height * width + i] += Math.sqrt(scale)
                            * 4
                            * Math.sin(x * fx + phase + Math.sin(y * fy + turn))
                            * Math.cos(y * fy - x * fx / 2 + turn);
                }
            }
        }
        for (int i = 0; i < picture.length; i++) {
            picture[i] = Math.max(0, Math.min(255, Math.rint(120 + picture[i] + 4 * random.nextGaussian())));
        }
        return picture;
    }

    @Test
    void threeLayersAtThreeSizesAreTheJudges() throws IOException {
        ForwardGraph network = ForwardGraph.of(JudgedNetwork.bytes(), "inception-v3");
        List<Double> distances = new ArrayList<>();
        for (String layer : List.of("mixed2", "mixed5", "mixed8")) {
            try (JudgedNetwork judge = JudgedNetwork.bundled(layer)) {
                for (int[] size : SIZES) {
                    double[] picture = photo(size[0], size[1]);
                    long[] shape = {1, 3, size[0], size[1]};
                    Numbers expected = new Numbers(shape, judge.gradient(picture, size[0], size[1]));
                    Numbers found = RuntimeRun.of(
                                    DreamGraph.write(
                                                    network,
                                                    List.of(Target.of(layer)),
                                                    Preprocessing.TF,
                                                    size[0],
                                                    size[1],
                                                    true)
                                            .toByteArray(),
                                    Map.of(DreamGraph.PICTURE, new Numbers(shape, picture)))
                            .get(DreamGraph.GRADIENT);
                    double distance = found.distance(expected);
                    double near = near(found, expected);
                    String which =
                            layer + " at " + size[1] + "×" + size[0] + ": relative L2 " + distance + ", near " + near;
                    distances.add(distance);
                    assertThat(near).as(which).isGreaterThanOrEqualTo(0.95);
                    assertThat(distance).as(which).isLessThanOrEqualTo(1e-2);
                }
            }
        }
        Collections.sort(distances);
        assertThat(distances.get(distances.size() / 2)).as("%s", distances).isLessThanOrEqualTo(2e-3);
    }

    /** The share of values within 3e-3 of the gradient's root mean square. */
    private static double near(Numbers found, Numbers expected) {
        double most = 3e-3 * expected.rms();
        int near = 0;
        for (int i = 0; i < found.values().length; i++) {
            near += Math.abs(found.values()[i] - expected.values()[i]) <= most ? 1 : 0;
        }
        return near / (double) found.values().length;
    }
}
