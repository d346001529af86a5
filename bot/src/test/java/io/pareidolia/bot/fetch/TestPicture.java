package io.pareidolia.bot.fetch;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures in files. */
final class TestPicture {
    private TestPicture() {}

    /** Noise of 40 × 30 pixels, several kilobytes: it does not compress. */
    static byte[] png() {
        return encoded("png");
    }

    static byte[] jpeg() {
        return encoded("jpg");
    }

    private static byte[] encoded(String format) {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(4);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }
}
