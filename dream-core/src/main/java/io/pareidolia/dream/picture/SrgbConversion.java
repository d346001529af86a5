package io.pareidolia.dream.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings planes of any colours into sRGB. Colours go through the profile in 16 bits a value, a strip at a time.
 */
final class SrgbConversion {
    private static final int STRIP = 1 << 16;
    private static final double GAMMA_OF_SRGB = 0.45455;

    private final float[] planes;
    private final int colours;
    private final boolean alpha;
    private final int plane;

    /** {@code planes}: of {@code colours} values in 0..255 times alpha, then alpha in 0..1 if {@code alpha}. */
    SrgbConversion(float[] planes, int colours, boolean alpha) {
        this.planes = planes;
        this.colours = colours;
        this.alpha = alpha;
        plane = planes.length / (colours + (alpha ? 1 : 0));
    }

    /**
     * Three planes in sRGB over white; {@code planes} themselves where that is possible.
     *
     * @param profile what the file carries; null if nothing, then {@code space} tells what the values mean unless it is
     *     RGB or grey, which are taken for sRGB's own
     * @param gamma the exponent that the file gives instead of a profile, or 0
     * @throws CMMException or IllegalArgumentException if the profile is damaged
     */
    float[] converted(byte @Nullable [] profile, ColorSpace space, double gamma) {
        float[] out = colours == 3 && !alpha ? planes : new float[Math.multiplyExact(3, plane)];
        if (alpha) {
            divideByAlpha();
        }
        if (profile != null) {
            through(ICC_Profile.getInstance(profile), out);
        } else if (space.getType() != ColorSpace.TYPE_RGB && space.getType() != ColorSpace.TYPE_GRAY) {
            if (space instanceof ICC_ColorSpace icc) {
                through(icc.getProfile(), out);
            } else {
                pixelByPixel(space, out);
            }
        } else {
            copyColours(out);
        }
        if (gamma > 0 && Math.abs(gamma - GAMMA_OF_SRGB) > 0.02) {
            undo(gamma, out);
        }
        if (alpha) {
            overWhite(out);
        }
        return out;
    }

    private void divideByAlpha() {
        int alphaPlane = colours * plane;
        for (int colour = 0; colour < colours; colour++) {
            for (int i = 0; i < plane; i++) {
                float covered = planes[alphaPlane + i];
                planes[colour * plane + i] = covered > 0 ? Math.min(255, planes[colour * plane + i] / covered) : 0;
            }
        }
    }

    private void copyColours(float[] out) {
        if (out == planes) {
            return;
        }
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(planes, Math.min(channel, colours - 1) * plane, out, channel * plane, plane);
        }
    }

    private void through(ICC_Profile profile, float[] out) {
        int components = profile.getNumComponents();
        if (components != colours && !(components <= 3 && colours <= 3)) {
            throw new IllegalArgumentException("a profile of " + components + " components for " + colours);
        }
        ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        ColorConvertOp conversion = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
        for (int from = 0; from < plane; from += STRIP) {
            int count = Math.min(STRIP, plane - from);
            WritableRaster source = raster(count, components);
            WritableRaster result = raster(count, 3);
            short[] values = ((DataBufferUShort) source.getDataBuffer()).getData();
            for (int component = 0; component < components; component++) {
                // grey under a profile for RGB is three times the same, and RGB under one for grey is its first
                int fromPlane = Math.min(component, colours - 1) * plane + from;
                for (int i = 0, to = component; i < count; i++, to += components) {
                    values[to] = (short) (int) (planes[fromPlane + i] * 257 + 0.5f);
                }
            }
            conversion.filter((Raster) source, result);
            short[] converted = ((DataBufferUShort) result.getDataBuffer()).getData();
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0, at = channel; i < count; i++, at += 3) {
                    out[channel * plane + from + i] = (converted[at] & 0xffff) / 257f;
                }
            }
        }
    }

    private static WritableRaster raster(int count, int bands) {
        int[] offsets = new int[bands];
        Arrays.setAll(offsets, band -> band);
        PixelInterleavedSampleModel model =
                new PixelInterleavedSampleModel(DataBuffer.TYPE_USHORT, count, 1, bands, count * bands, offsets);
        return Raster.createWritableRaster(model, null);
    }

    private void pixelByPixel(ColorSpace space, float[] out) {
        float[] values = new float[colours];
        for (int i = 0; i < plane; i++) {
            for (int colour = 0; colour < colours; colour++) {
                float least = space.getMinValue(colour);
                values[colour] = least + planes[colour * plane + i] / 255 * (space.getMaxValue(colour) - least);
            }
            float[] rgb = space.toRGB(values);
            for (int channel = 0; channel < 3; channel++) {
                out[channel * plane + i] = rgb[channel] * 255;
            }
        }
    }

    /** From light to the power of {@code gamma} to sRGB's own curve (IEC 61966-2-1). */
    private static void undo(double gamma, float[] out) {
        for (int i = 0; i < out.length; i++) {
            double light = Math.pow(out[i] / 255, 1 / gamma);
            double value = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            out[i] = (float) (value * 255);
        }
    }

    private void overWhite(float[] out) {
        int alphaPlane = colours * plane;
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < plane; i++) {
                float covered = Math.min(1, planes[alphaPlane + i]);
                out[channel * plane + i] = out[channel * plane + i] * covered + 255 * (1 - covered);
            }
        }
    }
}
