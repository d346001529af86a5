package io.pareidolia.dream.picture;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import io.pareidolia.dream.failure.DreamException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes pictures into WebP by way of libwebp, a native library that unpacks itself when it is first used. */
final class WebpEncoder {
    private static final float QUALITY = 0.95f;
    private static final int LONGEST_SIDE = 16_383;

    private WebpEncoder() {}

    static byte[] encode(Picture picture, Optional<String> stamp) throws IOException {
        if (picture.size().longest() > LONGEST_SIDE) {
            throw DreamException.input("A WebP has at most " + LONGEST_SIDE + " pixels a side; choose .png or .jpg for "
                    + picture.size() + ".");
        }
        byte[] file = encoded(picture.toImage());
        return stamp.isEmpty() ? file : stamped(file, picture.size(), stamp.get());
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
            WebPWriteParam param = new WebPWriteParam(Locale.ROOT);
            param.setCompressionType(CompressionType.Lossy);
            param.setCompressionQuality(QUALITY);
            param.setUseSharpYUV(true);
            try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(image, null, null), param);
            } finally {
                writer.dispose();
            }
        } catch (LinkageError | IllegalStateException noLibrary) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The library that writes WebP does not run on this machine; choose .png or .jpg.",
                    noLibrary);
        }
        return bytes.toByteArray();
    }

    /** The extended form of the file, with an XMP chunk behind the pixels (RFC 9649, section 2.7). */
    private static byte[] stamped(byte[] file, PictureSize size, String recipe) throws IOException {
        byte[] packet = Stamp.packet(recipe);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + packet.length + 64);
        RiffChunk.writeExtended(RiffChunk.HAS_XMP, size, out);
        for (RiffChunk chunk : RiffChunk.all(file, 12, file.length)) {
            if (chunk.type().startsWith("VP8") && !chunk.type().equals("VP8X")) {
                chunk.write(file, out);
            }
        }
        RiffChunk.write("XMP ", packet, 0, packet.length, out);
        return RiffChunk.file(out);
    }
}
