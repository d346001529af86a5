package io.pareidolia.dream.picture;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * A file taken apart as far as it can be without decoding a pixel. Opening one checks that the parts are whole and
 * in their places; what they say is believed by nobody: {@link PixelReader} compares it with what the decoder says.
 */
abstract class PictureFile {
    private final PictureFormat format;
    private final PictureSize size;

    PictureFile(PictureFormat format, long width, long height) throws Unreadable {
        if (width < 1 || height < 1) {
            throw new Unreadable("is a damaged " + format.word() + ": it has no size");
        }
        this.format = format;
        this.size =
                new PictureSize((int) Math.min(width, Integer.MAX_VALUE), (int) Math.min(height, Integer.MAX_VALUE));
    }

    /** Opens a file of any of the formats that are read. */
    static PictureFile open(PictureFormat format, byte[] bytes, PictureLimits limits) throws IOException {
        return switch (format) {
            case JPEG -> JpegFile.open(bytes, limits);
            case PNG -> PngFile.open(bytes, limits);
            case GIF -> GifFile.open(bytes, limits);
            case WEBP -> WebpFile.open(bytes, limits);
            case BMP -> BmpFile.open(bytes, limits);
            case TIFF -> TiffFile.open(bytes, limits);
            case NPY -> throw new IllegalArgumentException("no format to read: " + format);
        };
    }

    PictureFormat format() {
        return format;
    }

    /** As stored, before any orientation. */
    PictureSize size() {
        return size;
    }

    /** Where in the whole the decoded pixels belong. */
    Rectangle frame() {
        return new Rectangle(0, 0, size.width(), size.height());
    }

    /** A decoder for the pixels with its input set, to be disposed of. */
    abstract ImageReader decoder() throws IOException;

    /** Bytes that the decoder itself needs for each pixel, beside the image that it returns. */
    int decoderBytesPerPixel() {
        return 0;
    }

    /** Bits of a colour's value where the decoder leaves them in a wider type without saying so; else 0. */
    int bitsPerSample() {
        return 0;
    }

    /** True if colours are stored multiplied with alpha, whatever the decoder says. */
    boolean premultiplied() {
        return false;
    }

    Orientation orientation() {
        return Orientation.TOP_LEFT;
    }

    /** The ICC profile that the file carries. */
    byte @Nullable [] profile() {
        return null;
    }

    /** The exponent from light to stored values, such as 0.45455, where a file gives that instead of a profile; or 0. */
    double gamma() {
        return 0;
    }

    /** The recipe found inside. */
    Optional<String> stamp() {
        return Optional.empty();
    }

    /** What more there is than the one picture that is decoded, as a sentence. */
    Optional<String> remark() {
        return Optional.empty();
    }
}
