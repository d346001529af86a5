package io.pareidolia.dream.picture;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a file band by band and makes it smaller on the way, so that neither the whole of a large photo nor its
 * float32 planes need be in memory.
 */
final class PixelReader {
    /** Of decoded pixels at a time. Most decoders start anew for each band, so a common photo is one band. */
    static final long BAND_BYTES = 200L << 20;

    private final PictureFile file;
    private final PictureSize wanted;
    private final int step;
    private final long bandBytes;
    private @Nullable Unreadable doubt;

    /** For pixels of {@code wanted}'s size; only each {@code step}th row and column is decoded. */
    PixelReader(PictureFile file, PictureSize wanted, int step) {
        this(file, wanted, step, BAND_BYTES);
    }

    PixelReader(PictureFile file, PictureSize wanted, int step, long bandBytes) {
        this.bandBytes = bandBytes;
        this.file = file;
        this.wanted = wanted;
        this.step = step;
    }

    /** The size of what is decoded when only each {@code step}th row and column is. */
    static PictureSize stepped(PictureSize size, int step) {
        return new PictureSize((size.width() + step - 1) / step, (size.height() + step - 1) / step);
    }

    /** What was decoded: planes of {@code colours} values in 0..255 times alpha, then alpha in 0..1 if there is any. */
    record Pixels(AreaAverage planes, int colours, boolean alpha, ColorSpace colourSpace) {}

    Pixels read() throws IOException {
        ImageReader reader = file.decoder();
        try {
            Rectangle frame = file.frame();
            if (reader.getWidth(0) != frame.width || reader.getHeight(0) != frame.height) {
                throw new Unreadable("is a damaged " + file.format().word() + ": it says different sizes");
            }
            reader.addIIOReadWarningListener((source, warning) -> doubt(warning));
            int rows = rowsInBand(reader, frame);
            Sink sink = new Sink(band(reader, frame, 0, Math.min(rows, frame.height)));
            for (int top = rows; top < frame.height; top += rows) {
                sink.add(band(reader, frame, top, Math.min(rows, frame.height - top)), top / step);
            }
            return sink.pixels;
        } finally {
            reader.dispose();
        }
    }

    private BufferedImage band(ImageReader reader, Rectangle frame, int top, int rows) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(0, top, frame.width, rows));
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage band = reader.read(0, param);
        PictureSize expected = stepped(new PictureSize(frame.width, rows), step);
        if (doubt != null) {
            throw doubt;
        } else if (band.getWidth() != expected.width() || band.getHeight() != expected.height()) {
            throw Unreadable.damaged(file.format());
        }
        return band;
    }

    /** Where the rows of all bands come together. */
    private final class Sink {
        private final Samples samples;
        private final Pixels pixels;
        private final int width;
        private final float[] row;

        Sink(BufferedImage first) throws Unreadable {
            PictureSize size = stepped(file.size(), step);
            samples = new Samples(first, file);
            Rectangle whole =
                    new Rectangle(0, 0, file.size().width(), file.size().height());
            boolean alpha = samples.hasAlpha() || !file.frame().contains(whole);
            int channels = samples.colours() + (alpha ? 1 : 0);
            AreaAverage planes = new AreaAverage(channels, size, wanted);
            pixels = new Pixels(planes, samples.colours(), alpha, samples.colourSpace());
            width = size.width();
            row = new float[channels * width];
            add(first, 0);
        }

        void add(BufferedImage band, int top) {
            Raster raster = band.getRaster();
            for (int y = 0; y < band.getHeight(); y++) {
                samples.read(raster, y, row, width, file.frame().x);
                pixels.planes().add(file.frame().y + top + y, row);
            }
        }
    }

    private int rowsInBand(ImageReader reader, Rectangle frame) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        long bytesPerPixel = 4;
        if (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            bytesPerPixel = 0;
            for (int band = 0; band < type.getNumBands(); band++) {
                bytesPerPixel += (type.getBitsPerBand(band) + 7) / 8;
            }
        }
        long rowBytes = Math.max(1, bytesPerPixel)
                * stepped(new PictureSize(frame.width, 1), step).width();
        // whole steps, so that the rows of one band go on where those of the last ended
        long rows = Math.max(1, bandBytes / rowBytes) * step;
        return (int) Math.min(frame.height, rows);
    }

    /** The JPEG decoder only warns of what it had to invent; stray bytes between two markers are harmless. */
    private void doubt(String warning) {
        String words = warning.toLowerCase(Locale.ROOT);
        if (words.contains("premature end")) {
            doubt = Unreadable.cutOff(file.format());
        } else if (words.contains("corrupt jpeg data") && !words.contains("extraneous bytes")) {
            doubt = Unreadable.damaged(file.format());
        }
    }
}
