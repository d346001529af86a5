package io.pareidolia.dream;

import io.pareidolia.dream.NotebookInDouble.Image;
import io.pareidolia.dream.picture.Picture;
import java.util.Arrays;
import java.util.Random;

/** Pictures for tests. */
final class Pictures {
    private Pictures() {}

    /** Waves and some noise, the same for the same size. */
    static Picture waves(int width, int height) {
        Random noise = new Random(width * 10_007L + height);
        float[] planes = new float[3 * width * height];
        for (int i = 0; i < planes.length; i++) {
            int y = i / width % height;
            int x = i % width;
            int plane = i / width / height;
            double wave = Math.sin(x * 0.11 + plane) + Math.cos(y * 0.07 - plane) + Math.sin((x + y) * 0.31);
            planes[i] = (float) Math.max(0, Math.min(255, 128 + 55 * wave + 20 * noise.nextGaussian()));
        }
        return new Picture(width, height, planes);
    }

    static Picture grey(int width, int height, float level) {
        float[] planes = new float[3 * width * height];
        Arrays.fill(planes, level);
        return new Picture(width, height, planes);
    }

    static Image exact(Picture picture) {
        return NotebookInDouble.image(
                picture.height(),
                picture.width(),
                (plane, y, x) -> picture.planes()[(plane * picture.height() + y) * picture.width() + x]);
    }

    /** Peak signal-to-noise ratio in decibels, the peak being 255. */
    static double psnr(Picture picture, Image expected) {
        double[] flat = expected.flat();
        double sum = 0;
        for (int i = 0; i < flat.length; i++) {
            sum += (picture.planes()[i] - flat[i]) * (picture.planes()[i] - flat[i]);
        }
        return 10 * Math.log10(255 * 255 / (sum / flat.length));
    }
}
