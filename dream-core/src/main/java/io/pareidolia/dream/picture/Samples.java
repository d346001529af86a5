package io.pareidolia.dream.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/**
 * Takes rows out of decoded images as they were stored, as values in 0..255: a BufferedImage's own conversion to RGB
 * would take unmarked grey for linear light and lose what is beyond 8 bits.
 */
final class Samples {
    private final ColorModel model;
    private final int colours;
    private final int bands;
    private final boolean real;
    private final boolean premultiplied;
    private final float[] scales;
    private final float[] offsets;
    private final int[] palette;
    private int[] ints = new int[0];
    private float[] floats = new float[0];

    Samples(BufferedImage image, PictureFile file) throws Unreadable {
        model = image.getColorModel();
        premultiplied = model.isAlphaPremultiplied() || file.premultiplied();
        SampleModel samples = image.getSampleModel();
        bands = samples.getNumBands();
        int type = samples.getDataType();
        real = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
        scales = new float[bands];
        offsets = new float[bands];
        for (int band = 0; band < bands; band++) {
            int bits = samples.getSampleSize(band);
            if (file.bitsPerSample() > 8) {
                bits = Math.min(bits, file.bitsPerSample());
            }
            scales[band] = (float) (real ? 255 : 255 / (Math.pow(2, bits) - 1));
            offsets[band] = type == DataBuffer.TYPE_SHORT ? 32768 : 0;
        }
        if (model instanceof IndexColorModel index) {
            palette = new int[index.getMapSize()];
            index.getRGBs(palette);
            colours = 3;
        } else {
            palette = new int[0];
            colours = model.getNumColorComponents();
        }
        if (colours < 1 || colours > 4 || (palette.length == 0 && bands < model.getNumComponents())) {
            throw new Unreadable("has " + colours + " colours a pixel; save it as RGB first");
        }
    }

    ColorSpace colourSpace() {
        return model.getColorSpace();
    }

    /** Colours a pixel, alpha not counted: 1 for grey, 3, or 4 for inks. */
    int colours() {
        return colours;
    }

    boolean hasAlpha() {
        return model.hasAlpha();
    }

    /**
     * Row {@code y} of {@code raster} to {@code row}: a plane of {@code stride} values for each colour and, if there is
     * room, one of alpha in 0..1, all from column {@code at} on. The colours are multiplied with alpha.
     */
    void read(Raster raster, int y, float[] row, int stride, int at) {
        int width = raster.getWidth();
        if (palette.length > 0) {
            readPalette(raster, y, row, stride, at);
            return;
        }
        boolean wantsAlpha = row.length >= (colours + 1) * stride;
        int alphaBand = hasAlpha() ? colours : -1;
        load(raster, y, width);
        if (wantsAlpha) {
            int alphaPlane = colours * stride + at;
            for (int x = 0; x < width; x++) {
                row[alphaPlane + x] = alphaBand < 0 ? 1 : clip(value(x * bands + alphaBand, alphaBand)) / 255;
            }
        }
        boolean multiply = wantsAlpha && hasAlpha() && !premultiplied;
        for (int colour = 0; colour < colours; colour++) {
            int plane = colour * stride + at;
            for (int x = 0; x < width; x++) {
                row[plane + x] = clip(value(x * bands + colour, colour));
            }
            if (multiply) {
                int alphaPlane = colours * stride + at;
                for (int x = 0; x < width; x++) {
                    row[plane + x] *= row[alphaPlane + x];
                }
            }
        }
    }

    private void load(Raster raster, int y, int width) {
        if (real) {
            if (floats.length < width * bands) {
                floats = new float[width * bands];
            }
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, floats);
        } else {
            if (ints.length < width * bands) {
                ints = new int[width * bands];
            }
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, ints);
        }
    }

    private float value(int i, int band) {
        if (real) {
            return floats[i] * scales[band];
        }
        int value = ints[i];
        return offsets[band] != 0
                ? (value + offsets[band]) * scales[band]
                : (value < 0 ? value & 0xffffffffL : value) * scales[band];
    }

    private static float clip(float value) {
        return value > 0 ? Math.min(value, 255) : 0;
    }

    private void readPalette(Raster raster, int y, float[] row, int stride, int at) {
        int width = raster.getWidth();
        boolean wantsAlpha = row.length >= 4 * stride;
        load(raster, y, width);
        for (int x = 0; x < width; x++) {
            int argb = palette[Math.min(ints[x], palette.length - 1)];
            float alpha = wantsAlpha ? (argb >>> 24) / 255f : 1;
            row[at + x] = (argb >> 16 & 255) * alpha;
            row[stride + at + x] = (argb >> 8 & 255) * alpha;
            row[2 * stride + at + x] = (argb & 255) * alpha;
            if (wantsAlpha) {
                row[3 * stride + at + x] = alpha;
            }
        }
    }
}
