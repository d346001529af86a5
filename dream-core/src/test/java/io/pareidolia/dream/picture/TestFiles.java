package io.pareidolia.dream.picture;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Node;

/** Makes files of every kind, whole ones and such as a stranger might send. */
final class TestFiles {
    private TestFiles() {}

    /** Red to the right, green downwards, a blue corner at the top left: no two ways of turning it look the same. */
    static BufferedImage image(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int blue = x < width / 3 && y < height / 3 ? 255 : 20;
                int alpha = image.getColorModel().hasAlpha() ? 60 + 120 * x / width : 255;
                image.setRGB(x, y, alpha << 24 | 255 * x / width << 16 | 255 * y / height << 8 | blue);
            }
        }
        return image;
    }

    static BufferedImage rgb() {
        return image(24, 16, BufferedImage.TYPE_3BYTE_BGR);
    }

    /** Grey levels as they are stored, where {@link BufferedImage#setRGB} would take them for linear light. */
    static BufferedImage grey(int width, int height, int level) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setSample(x, y, 0, level);
            }
        }
        return image;
    }

    static byte[] png(RenderedImage image) {
        return written("png", image, false);
    }

    static byte[] jpeg(RenderedImage image) {
        return written("jpeg", image, false);
    }

    static byte[] gif(RenderedImage image) {
        return written("gif", image, false);
    }

    static byte[] interlacedPng(RenderedImage image) {
        return written("png", image, true);
    }

    static byte[] progressiveJpeg(RenderedImage image) {
        return written("jpeg", image, true);
    }

    private static byte[] written(String format, RenderedImage image, boolean progressive) {
        ImageWriter writer =
                ImageIO.getImageWriters(new ImageTypeSpecifier(image), format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (progressive) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        if (format.equals("jpeg")) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.95f);
        }
        return bytes(writer, new IIOImage(image, null, null), param);
    }

    static byte[] bmp(RenderedImage image) {
        try {
            ImageWriter writer = Decoders.writer("com.sun.imageio.plugins.bmp.BMPImageWriterSpi");
            return bytes(writer, new IIOImage(image, null, null), writer.getDefaultWriteParam());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** {@code compression} as TwelveMonkeys calls it: None, LZW, ZLib, JPEG … */
    static byte[] tiff(RenderedImage image, String compression) {
        ImageWriter writer = writer(new TIFFImageWriterSpi());
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
        return bytes(writer, new IIOImage(image, null, null), param);
    }

    static byte[] webp(RenderedImage image, boolean lossless) {
        WebPWriteParam param = new WebPWriteParam(Locale.ROOT);
        param.setCompressionType(lossless ? CompressionType.Lossless : CompressionType.Lossy);
        param.setCompressionQuality(0.95f);
        return bytes(writer(new WebPImageWriterSpi()), new IIOImage(image, null, null), param);
    }

    /** Four values a pixel as they are, under an Adobe marker that says 0 (CMYK) or 2 (YCCK). */
    static byte[] inkJpeg(int width, int height, int[] pixel, int transform) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, pixel);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        byte[] plain = bytes(writer, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return withSegment(plain, 0xee, adobe);
    }

    private static ImageWriter writer(javax.imageio.spi.ImageWriterSpi provider) {
        try {
            return provider.createWriterInstance(null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] bytes(ImageWriter writer, IIOImage image, ImageWriteParam param) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, param);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Puts a segment behind the first marker of a JPEG. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2));
        return out.put(content).put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Puts a chunk behind the header of a PNG. */
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        int at = 8 + 25;
        return joined(Arrays.copyOf(png, at), chunk(type, content), Arrays.copyOfRange(png, at, png.length));
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] named = joined(ascii(type), content);
        CRC32 sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(named.length + 8)
                .putInt(content.length)
                .put(named)
                .putInt((int) sum.getValue())
                .array();
    }

    /** A PNG of whatever the header says and whatever the pixels are. */
    static byte[] rawPng(int width, int height, int depth, int colourType, byte[] compressed) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .array();
        return joined(
                bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
                chunk("IHDR", header),
                chunk("IDAT", compressed),
                chunk("IEND", new byte[0]));
    }

    /** {@code count} zeros, compressed. */
    static byte[] zeros(long count) {
        Deflater deflater = new Deflater(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        byte[] buffer = new byte[1 << 16];
        for (long left = count; left > 0 || !deflater.finished(); ) {
            if (deflater.needsInput() && left > 0) {
                int length = (int) Math.min(left, block.length);
                deflater.setInput(block, 0, length);
                left -= length;
                if (left == 0) {
                    deflater.finish();
                }
            }
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[bytes.length + 100];
        int length = deflater.deflate(buffer);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    /** A TIFF structure that has an orientation and nothing more. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("II*\0"))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putInt(0)
                .array();
    }

    /** Adds a tag to the first directory of a little-endian or big-endian TIFF; replaces one of the same number. */
    static byte[] withTag(byte[] tiff, int tag, int type, int count, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        int entries = in.getShort(directory);
        List<byte[]> kept = new java.util.ArrayList<>();
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + 12 * i;
            if ((in.getShort(at) & 0xffff) != tag) {
                kept.add(Arrays.copyOfRange(tiff, at, at + 12));
            }
        }
        byte[] padded = Arrays.copyOf(value, Math.max(4, value.length));
        ByteBuffer entry = ByteBuffer.allocate(12).order(in.order());
        entry.putShort((short) tag).putShort((short) type).putInt(count);
        if (value.length > 4) {
            entry.putInt(tiff.length);
        } else {
            entry.put(padded);
        }
        kept.add(entry.array());
        kept.sort(java.util.Comparator.comparingInt(
                bytes -> ByteBuffer.wrap(bytes).order(in.order()).getShort() & 0xffff));
        ByteBuffer out = ByteBuffer.allocate(tiff.length + padded.length + 2 + 12 * kept.size() + 4)
                .order(in.order());
        out.put(tiff).put(padded).putShort((short) kept.size());
        kept.forEach(out::put);
        out.putInt(4, tiff.length + padded.length);
        return out.array();
    }

    /** Wraps a still WebP's pixels with further chunks, given as name and content in turn. */
    static byte[] extendedWebp(byte[] still, int flags, PictureSize size, Object... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RiffChunk.writeExtended(flags, size, out);
        for (int i = 0; i < namesAndContents.length; i += 2) {
            byte[] content = (byte[]) namesAndContents[i + 1];
            RiffChunk.write((String) namesAndContents[i], content, 0, content.length, out);
        }
        out.write(still, 12, still.length - 12);
        return RiffChunk.file(out);
    }

    /** Two frames of the same pixels on a canvas, each at {@code x}, {@code y}, which are even. */
    static byte[] animatedWebp(byte[] still, PictureSize frame, PictureSize canvas, int x, int y) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int number : new int[] {x / 2, y / 2, frame.width() - 1, frame.height() - 1, 100}) {
            content.write(number);
            content.write(number >> 8);
            content.write(number >> 16);
        }
        content.write(0);
        content.write(still, 12, still.length - 12);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RiffChunk.writeExtended(2, canvas, out);
        RiffChunk.write("ANIM", new byte[6], 0, 6, out);
        RiffChunk.write("ANMF", content.toByteArray(), 0, content.size(), out);
        RiffChunk.write("ANMF", content.toByteArray(), 0, content.size(), out);
        return RiffChunk.file(out);
    }

    /** Several frames, each at {@code x}, {@code y} of a screen of its size and as much more. */
    static byte[] animatedGif(BufferedImage image, int frames, int x, int y) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            IIOMetadata screen = writer.getDefaultStreamMetadata(null);
            String screenFormat = "javax_imageio_gif_stream_1.0";
            Node screenRoot = screen.getAsTree(screenFormat);
            IIOMetadataNode descriptor = (IIOMetadataNode) ((IIOMetadataNode) screenRoot)
                    .getElementsByTagName("LogicalScreenDescriptor")
                    .item(0);
            descriptor.setAttribute("logicalScreenWidth", String.valueOf(image.getWidth() + x));
            descriptor.setAttribute("logicalScreenHeight", String.valueOf(image.getHeight() + y));
            screen.setFromTree(screenFormat, screenRoot);
            writer.prepareWriteSequence(screen);
            for (int i = 0; i < frames; i++) {
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
                String format = "javax_imageio_gif_image_1.0";
                Node root = metadata.getAsTree(format);
                IIOMetadataNode place = (IIOMetadataNode) ((IIOMetadataNode) root)
                        .getElementsByTagName("ImageDescriptor")
                        .item(0);
                place.setAttribute("imageLeftPosition", String.valueOf(x));
                place.setAttribute("imageTopPosition", String.valueOf(y));
                metadata.setFromTree(format, root);
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** A grey JPEG of one level and any size: the tables of a small one, then six bits a block. */
    static byte[] plainGreyJpeg(int width, int height) {
        byte[] small = jpeg(grey(8, 8, 128));
        int frame = indexOf(small, 0xc0);
        int scan = indexOf(small, 0xda);
        int data = scan + 2 + ((small[scan + 2] & 255) << 8 | small[scan + 3] & 255);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = Arrays.copyOf(small, data);
        ByteBuffer.wrap(head).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        out.writeBytes(head);
        // a difference of 0 is 00, the end of a block 1010: the standard tables, four blocks in three bytes
        byte[] fourBlocks = bytes(0x28, 0xa2, 0x8a);
        long blocks = (long) ((width + 7) / 8) * ((height + 7) / 8);
        for (long i = 0; i < (blocks + 3) / 4; i++) {
            out.writeBytes(fourBlocks);
        }
        out.writeBytes(bytes(0xff, 0xd9));
        return out.toByteArray();
    }

    /** The place of a JPEG's marker. */
    static int indexOf(byte[] jpeg, int marker) {
        for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 255) << 8 | jpeg[at + 3] & 255)) {
            if ((jpeg[at + 1] & 255) == marker) {
                return at;
            }
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
